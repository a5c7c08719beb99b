package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.ChecksumType;

class ChecksumsTest {
    private static final Sha256 DIGEST = Sha256.digestOf("x".getBytes(UTF_8));

    @Test
    void one_puts_checksum_is_the_content_id_of_one_part() {
        assertThat(Checksums.attested(DIGEST.base64(), ChecksumType.FULL_OBJECT))
                .contains(new ContentId(DIGEST, 1));
        assertThat(Checksums.attested(DIGEST.base64(), null)).contains(new ContentId(DIGEST, 1));
    }

    @Test
    void a_composite_checksum_is_the_content_id_of_its_parts() {
        assertThat(Checksums.attested(DIGEST.base64() + "-3", ChecksumType.COMPOSITE))
                .contains(new ContentId(DIGEST, 3));
        assertThat(Checksums.attested(DIGEST.base64() + "-10000", null)).contains(new ContentId(DIGEST, 10_000));
    }

    @Test
    void a_multipart_object_of_one_part_attests_a_digest_of_a_digest_which_is_no_content_id() {
        assertThat(Checksums.attested(DIGEST.base64() + "-1", ChecksumType.COMPOSITE))
                .isEmpty();
    }

    @Test
    void a_type_that_contradicts_the_value_attests_nothing() {
        assertThat(Checksums.attested(DIGEST.base64() + "-3", ChecksumType.FULL_OBJECT))
                .isEmpty();
        assertThat(Checksums.attested(DIGEST.base64(), ChecksumType.COMPOSITE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "-3",
                "abc",
                "abc-3",
                "AAAA-x",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=-0",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=-10001",
                "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=-99999999999"
            })
    void what_is_no_checksum_attests_nothing(String value) {
        assertThat(Checksums.attested(value, null)).isEmpty();
        assertThat(Checksums.ofPart(value)).isEmpty();
    }

    @Test
    void an_object_without_sha256_attests_nothing() {
        assertThat(Checksums.attested(null, ChecksumType.FULL_OBJECT)).isEmpty();
        assertThat(Checksums.ofPart(null)).isEmpty();
    }
}
