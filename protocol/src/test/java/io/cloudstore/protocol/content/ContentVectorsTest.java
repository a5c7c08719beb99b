package io.cloudstore.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published vectors, which were computed without this code, hold for it. */
class ContentVectorsTest {
    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(
                ContentVectorsTest.class.getResourceAsStream("/io/cloudstore/protocol/content-vectors.json"))) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<JsonNode> plans() {
        assertThat(VECTORS.get("scheme").intValue()).isEqualTo(PartPlan.SCHEME);
        return list("plans");
    }

    static Stream<JsonNode> contents() {
        return list("contents");
    }

    static Stream<JsonNode> acceptedContentIds() {
        return list("acceptedContentIds");
    }

    static Stream<Long> refusedSizes() {
        return list("refusedSizes").map(JsonNode::longValue);
    }

    static Stream<String> refusedContentIds() {
        return list("refusedContentIds").map(JsonNode::stringValue);
    }

    static Stream<String> refusedChecksums() {
        return list("refusedChecksums").map(JsonNode::stringValue);
    }

    private static Stream<JsonNode> list(String name) {
        List<JsonNode> items = VECTORS.get(name).valueStream().toList();
        assertThat(items).as(name).isNotEmpty();
        return items.stream();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void content_is_cut_as_the_vectors_say(JsonNode vector) {
        PartPlan plan = PartPlan.of(vector.get("size").longValue());
        assertThat(plan.partSize()).isEqualTo(vector.get("partSize").longValue());
        assertThat(plan.partCount()).isEqualTo(vector.get("partCount").intValue());
        assertThat(plan.lengthOf(plan.partCount()))
                .isEqualTo(vector.get("lastLength").longValue());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void content_has_the_digests_and_the_id_of_the_vectors(JsonNode vector) {
        PartPlan plan = PartPlan.of(vector.get("size").longValue());
        List<Sha256> digests = new ArrayList<>();
        for (int n = 1; n <= plan.partCount(); n++) {
            digests.add(digestOfPattern(plan.offsetOf(n), plan.lengthOf(n)));
        }
        assertThat(digests.stream().map(Sha256::toString).toList())
                .isEqualTo(vector.get("parts")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
        ContentId id = ContentId.ofParts(digests);
        assertThat(id.toString()).isEqualTo(vector.get("contentId").stringValue());
        assertThat(id.checksum()).isEqualTo(vector.get("checksum").stringValue());
        assertThat(ContentId.parse(id.toString())).isEqualTo(id);
        assertThat(ContentId.parseChecksum(id.checksum())).isEqualTo(id);
    }

    @ParameterizedTest
    @MethodSource("acceptedContentIds")
    void ids_at_the_edge_of_the_syntax_are_read(JsonNode vector) {
        ContentId id = ContentId.parse(vector.get("contentId").stringValue());
        assertThat(id.parts()).isEqualTo(vector.get("parts").intValue());
        assertThat(id.toString()).isEqualTo(vector.get("contentId").stringValue());
        assertThat(id.toString().length()).isLessThanOrEqualTo(ContentId.LONGEST);
    }

    @ParameterizedTest
    @MethodSource("refusedSizes")
    void sizes_that_cannot_be_are_refused(long size) {
        assertThatThrownBy(() -> PartPlan.of(size)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("refusedContentIds")
    void malformed_ids_are_refused(String text) {
        assertThatThrownBy(() -> ContentId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("refusedChecksums")
    void malformed_checksums_are_refused(String text) {
        assertThatThrownBy(() -> ContentId.parseChecksum(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The digest of bytes {@code offset} to {@code offset + length} of the vectors' pattern: byte i is i·31 mod 251. */
    private static Sha256 digestOfPattern(long offset, long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((offset + i) * 31 % 251);
        }
        MessageDigest digest = Sha256.newDigest();
        return Sha256.of(digest.digest(bytes));
    }
}
