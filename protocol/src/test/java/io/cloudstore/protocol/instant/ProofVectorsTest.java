package io.cloudstore.protocol.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published vectors, which were computed without this code, hold for it. */
class ProofVectorsTest {
    private static final UUID UPLOAD = UUID.fromString("01890000-0000-7abc-8def-0123456789ab");
    private static final Nonce NONCE = Nonce.of(Sha256.digestOf(new byte[] {1}).bytes());

    private static Stream<JsonNode> list(String name) {
        try (InputStream in = Objects.requireNonNull(
                ProofVectorsTest.class.getResourceAsStream("/io/cloudstore/protocol/proof-vectors.json"))) {
            List<JsonNode> items =
                    new JsonMapper().readTree(in).get(name).valueStream().toList();
            assertThat(items).as(name).isNotEmpty();
            return items.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> proofs() {
        return list("proofs");
    }

    static Stream<JsonNode> ranges() {
        return list("ranges");
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        IntStream.range(0, size).forEach(i -> content[i] = (byte) (i * 31 + (i >> 8) * 17 + (i >> 16)));
        return content;
    }

    private static List<ByteRange> rangesOf(JsonNode vector) {
        return vector.get("ranges")
                .valueStream()
                .map(range -> new ByteRange(
                        range.get("offset").longValue(), range.get("length").intValue()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void a_proof_is_what_the_vector_says(JsonNode vector) {
        byte[] content = content(vector.get("size").intValue());
        var challenge = new Challenge(
                UUID.fromString(vector.get("uploadId").stringValue()),
                Nonce.parse(vector.get("nonce").stringValue()),
                content.length);
        List<ByteRange> ranges = challenge.ranges();

        assertThat(Sha256.digestOf(content))
                .hasToString(vector.get("contentSha256").stringValue());
        assertThat(ranges).isEqualTo(rangesOf(vector));
        assertThat(IntStream.range(0, ranges.size())
                        .mapToObj(i -> Proof.of(challenge, i, bytes(content, ranges.get(i)))
                                .toString()))
                .containsExactlyElementsOf(vector.get("proofs")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
    }

    private static byte[] bytes(byte[] content, ByteRange range) {
        return Arrays.copyOfRange(content, (int) range.offset(), (int) range.offset() + range.length());
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void ranges_of_large_content_are_what_the_vector_says(JsonNode vector) {
        var challenge = new Challenge(
                UPLOAD,
                Nonce.parse(vector.get("nonce").stringValue()),
                vector.get("size").longValue());

        assertThat(challenge.ranges()).isEqualTo(rangesOf(vector));
    }

    @Test
    void whatever_a_proof_is_bound_to_changes_it() {
        byte[] bytes = content(Challenge.RANGE_BYTES);
        var challenge = new Challenge(UPLOAD, NONCE, 2_000_000);
        var otherUpload = new Challenge(new UUID(1, 2), NONCE, 2_000_000);
        var otherNonce =
                new Challenge(UPLOAD, Nonce.of(Sha256.digestOf(new byte[] {2}).bytes()), 2_000_000);
        var otherSize = new Challenge(UPLOAD, NONCE, 2_000_001);

        assertThat(Stream.of(
                        Proof.of(challenge, 0, bytes),
                        Proof.of(challenge, 1, bytes),
                        Proof.of(otherUpload, 0, bytes),
                        Proof.of(otherNonce, 0, bytes),
                        Proof.of(otherSize, 0, bytes)))
                .doesNotHaveDuplicates();
    }

    @Test
    void ranges_reach_every_place_and_none_beyond() {
        long size = Challenge.WHOLE + 1;
        List<Long> offsets = IntStream.range(0, 2_000)
                .mapToObj(i -> new Challenge(
                        UPLOAD,
                        Nonce.of(Sha256.digestOf(new byte[] {(byte) i, (byte) (i >> 8)})
                                .bytes()),
                        size))
                .flatMap(challenge -> challenge.ranges().stream())
                .map(ByteRange::offset)
                .toList();

        assertThat(offsets).allMatch(offset -> offset <= size - Challenge.RANGE_BYTES);
        // 40,000 uniform draws: the smallest and the largest lie within the outer thousandth, or chance is broken
        assertThat(offsets).anyMatch(offset -> offset < size / 1_000);
        assertThat(offsets).anyMatch(offset -> offset > size - Challenge.RANGE_BYTES - size / 1_000);
    }

    @Test
    void bytes_that_are_not_of_the_range_prove_nothing() {
        var challenge = new Challenge(UPLOAD, NONCE, 2_000_000);

        assertThatIllegalArgumentException().isThrownBy(() -> Proof.of(challenge, 0, new byte[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> Nonce.parse("ab"));
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(-1, 1));
    }
}
