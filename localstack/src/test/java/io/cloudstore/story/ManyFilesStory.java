package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody with many small files. */
@OnTheStack
class ManyFilesStory {
    private final Person ann = Person.signedUp(Stack.current());

    private List<JsonNode> results(String route, List<?> items) {
        Reply reply = ann.call("POST", "/v1/uploads/" + route, Map.of("uploads", items));
        assertThat(reply.status()).as(reply.raw()).isEqualTo(200);
        List<JsonNode> results = new ArrayList<>();
        reply.body().path("results").forEach(results::add);
        return results;
    }

    private static List<Integer> statuses(List<JsonNode> results) {
        return results.stream().map(result -> result.path("status").asInt()).toList();
    }

    private static Map<String, Object> opening(String name, Content content) {
        return Map.of(
                "upload",
                Map.of(
                        "name",
                        name,
                        "size",
                        content.bytes().length,
                        "parts",
                        content.numbers().stream()
                                .map(n -> Map.of(
                                        "n", n, "sha256", content.digest(n).toString()))
                                .toList()));
    }

    private static Map<String, Object> completion(JsonNode opened, Content content) {
        return Map.of(
                "uploadId", opened.path("body").path("uploadId").asString(),
                "contentId", content.contentId().toString());
    }

    private void send(JsonNode opened, Content content) {
        opened.path("body")
                .path("urls")
                .forEach(url -> assertThat(
                                ann.api.put(url, content.part(url.path("n").asInt()), Map.of()))
                        .isEqualTo(200));
    }

    @Test
    void a_hundred_files_are_opened_and_completed_by_batches() {
        List<Content> contents =
                IntStream.range(0, 100).mapToObj(i -> Content.ofSize(i * 100)).toList();
        List<Map<String, Object>> openings = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            openings.add(opening("file " + i, contents.get(i)));
        }
        List<JsonNode> opened = results("batch", openings);
        assertThat(statuses(opened)).containsOnly(201);
        List<Map<String, Object>> completions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            send(opened.get(i), contents.get(i));
            completions.add(completion(opened.get(i), contents.get(i)));
        }
        List<JsonNode> completed = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> results("batch/complete", completions),
                        results -> !statuses(results).contains(202));

        assertThat(statuses(completed)).containsOnly(200);
        for (int i = 0; i < 100; i++) {
            JsonNode file = completed.get(i).path("body").path("file");
            assertThat(file.path("name").asString()).isEqualTo("file " + i);
            assertThat(ann.download(file).body()).isEqualTo(contents.get(i).bytes());
        }
        assertThat(ann.me().path("reservedBytes").asInt()).isZero();
        assertThat(ann.me().path("usedBytes").asInt()).isEqualTo(99 * 100 * 50);
        completed.forEach(result -> ann.awaitStored(result.path("body").path("file")));
    }

    @Test
    void one_that_is_wrong_fails_alone() {
        Content small = Content.ofSize(10);
        Content large = Content.ofSize(9 * Content.MIB);
        List<JsonNode> opened = results(
                "batch", List.of(opening("a", small), opening("b/c", small), opening("large", large), Map.of()));
        assertThat(statuses(opened)).containsExactly(201, 400, 201, 400);
        assertThat(opened.get(1).path("problem").path("code").asString()).isEqualTo("invalid-name");
        send(opened.get(2), large);
        List<JsonNode> completed = results(
                "batch/complete",
                List.of(
                        completion(opened.get(0), small),
                        completion(opened.get(2), large),
                        completion(opened.get(2), small),
                        Map.of("uploadId", UUID.randomUUID().toString(), "contentId", "0".repeat(64))));

        assertThat(completed.get(0).path("problem").path("code").asString()).isEqualTo("parts-missing");
        assertThat(statuses(completed).get(1)).isIn(200, 202);
        assertThat(statuses(completed).get(2)).isIn(200, 202, 409);
        assertThat(statuses(completed).get(3)).isEqualTo(404);
    }

    @Test
    void parts_of_several_uploads_are_signed_in_one_call() {
        Content small = Content.ofSize(10);
        Content large = Content.ofSize(9 * Content.MIB);
        String first = ann.opened("a", small);
        String second = ann.opened("b", large);
        List<JsonNode> signed = results(
                "batch/parts",
                List.of(
                        Map.of(
                                "uploadId",
                                first,
                                "parts",
                                List.of(Map.of("n", 1, "sha256", small.digest(1).toString()))),
                        Map.of(
                                "uploadId",
                                second,
                                "parts",
                                List.of(Map.of("n", 2, "sha256", large.digest(2).toString()))),
                        Map.of(
                                "uploadId",
                                UUID.randomUUID().toString(),
                                "parts",
                                List.of(Map.of("n", 1, "sha256", small.digest(1).toString())))));

        assertThat(statuses(signed)).containsExactly(200, 200, 404);
        send(signed.get(0), small);
        send(signed.get(1), large);
        assertThat(ann.completed(first, small).path("size").asInt()).isEqualTo(10);
    }

    @Test
    void nobody_completes_what_is_anothers() {
        Content content = Content.ofSize(10);
        JsonNode opened = results("batch", List.of(opening("a", content))).getFirst();
        send(opened, content);
        Person bob = Person.signedUp(Stack.current());
        Reply reply =
                bob.call("POST", "/v1/uploads/batch/complete", Map.of("uploads", List.of(completion(opened, content))));

        assertThat(reply.body().path("results").path(0).path("status").asInt()).isEqualTo(404);
        assertThat(bob.get("/v1/folders/root/entries").body().path("items").size())
                .isZero();
    }

    @Test
    void no_more_than_a_hundred_fit_into_a_call() {
        Reply reply = ann.call(
                "POST",
                "/v1/uploads/batch",
                Map.of(
                        "uploads",
                        IntStream.range(0, 101)
                                .mapToObj(i -> opening("f" + i, Content.ofSize(1)))
                                .toList()));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("invalid-request");
    }
}
