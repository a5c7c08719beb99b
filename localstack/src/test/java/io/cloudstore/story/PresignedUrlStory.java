package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A presigned URL stores exactly the bytes that were signed, where they were signed for, or nothing. */
@OnTheStack
class PresignedUrlStory {
    private final Person ann = Person.signedUp(Stack.current());
    private final Content content = Content.ofSize(17 * Content.MIB);
    private final String upload = ann.opened("attacked.bin", content);
    private final JsonNode part1 =
            ann.sign(upload, content, List.of(1)).body().path("urls").get(0);

    private void assertNothingHeld() {
        assertThat(ann.get("/v1/uploads/" + upload).body().path("heldParts").size())
                .isZero();
    }

    @Test
    void other_bytes_of_the_same_length_are_refused() {
        assertThat(ann.api.put(part1, content.part(2), Map.of())).isEqualTo(400);
        assertNothingHeld();
    }

    @Test
    void another_length_is_refused() {
        assertThat(ann.api.put(part1, content.part(3), Map.of())).isEqualTo(403);
        assertNothingHeld();
    }

    @Test
    void another_part_number_is_refused() {
        String url = part1.path("url").asString();
        assertThat(url).contains("partNumber=1");
        assertThat(ann.api.put(withUrl(url.replace("partNumber=1", "partNumber=2")), content.part(1), Map.of()))
                .isEqualTo(403);
        assertNothingHeld();
    }

    @Test
    void an_added_copy_source_is_refused() {
        Content secret = Content.ofSize(9 * Content.MIB);
        ann.upload("secret.bin", secret);
        assertThat(ann.api.put(part1, content.part(1), Map.of("x-amz-copy-source", "/any-bucket/any-key")))
                .isEqualTo(403);
        assertNothingHeld();
    }

    @Test
    void a_changed_digest_header_is_refused() {
        ObjectNode changed = (ObjectNode) part1.deepCopy();
        ((ObjectNode) changed.path("headers"))
                .put("x-amz-checksum-sha256", content.digest(2).base64());
        assertThat(ann.api.put(changed, content.part(2), Map.of())).isEqualTo(403);
        assertNothingHeld();
    }

    @Test
    void a_changed_expiry_or_key_is_refused() {
        String url = part1.path("url").asString();
        assertThat(ann.api.put(
                        withUrl(url.replaceAll("X-Amz-Expires=\\d+", "X-Amz-Expires=604800")),
                        content.part(1),
                        Map.of()))
                .isEqualTo(403);
        assertThat(ann.api.put(
                        withUrl(url.replaceAll("staging/[0-9a-f]{4}", "staging/0000")), content.part(1), Map.of()))
                .isEqualTo(403);
        assertNothingHeld();
    }

    @Test
    void the_single_put_of_a_small_file_happens_once() {
        Content small = Content.ofSize(100);
        String id = ann.opened("once.txt", small);
        JsonNode url = ann.sign(id, small, List.of(1)).body().path("urls").get(0);

        assertThat(ann.api.put(url, small.bytes(), Map.of())).isEqualTo(200);
        assertThat(ann.api.put(url, small.bytes(), Map.of())).isEqualTo(412);
    }

    private JsonNode withUrl(String url) {
        ObjectNode changed = (ObjectNode) part1.deepCopy();
        changed.put("url", url);
        return changed;
    }
}
