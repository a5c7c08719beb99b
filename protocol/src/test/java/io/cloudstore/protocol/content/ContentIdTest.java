package io.cloudstore.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentIdTest {
    private static final Sha256 A = Sha256.digestOf(new byte[] {'a'});
    private static final Sha256 B = Sha256.digestOf(new byte[] {'b'});

    @Test
    void one_part_is_identified_by_its_own_digest() {
        assertThat(ContentId.ofParts(List.of(A))).isEqualTo(new ContentId(A, 1));
        assertThat(ContentId.ofParts(List.of(A)).toString()).isEqualTo(A.toString());
    }

    @Test
    void the_order_of_parts_matters() {
        assertThat(ContentId.ofParts(List.of(A, B))).isNotEqualTo(ContentId.ofParts(List.of(B, A)));
    }

    @Test
    void no_parts_and_too_many_are_refused() {
        assertThatThrownBy(() -> ContentId.ofParts(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ContentId.ofParts(Collections.nCopies(10_001, A)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ContentId.ofParts(Collections.nCopies(10_000, A)).parts()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {20261124, 1, 2, 3})
    void what_is_written_is_read_again(long seed) {
        Random random = new Random(seed);
        IntStream.range(0, 200).forEach(round -> {
            byte[] bytes = new byte[Sha256.BYTES];
            random.nextBytes(bytes);
            ContentId id = new ContentId(Sha256.of(bytes), 1 + random.nextInt(PartPlan.MOST_PARTS));
            assertThat(ContentId.parse(id.toString())).isEqualTo(id).hasSameHashCodeAs(id);
            assertThat(ContentId.parseChecksum(id.checksum())).isEqualTo(id);
            assertThat(id.toString()).hasSizeLessThanOrEqualTo(ContentId.LONGEST);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_001})
    void a_content_id_of_an_impossible_number_of_parts_is_refused(int parts) {
        assertThatThrownBy(() -> new ContentId(A, parts)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_digest_is_not_changed_through_the_bytes_it_was_made_of() {
        byte[] bytes = A.bytes();
        Sha256 digest = Sha256.of(bytes);
        bytes[0]++;
        digest.bytes()[1]++;
        assertThat(digest).isEqualTo(A);
    }
}
