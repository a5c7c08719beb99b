package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A client that does not know whether its call arrived sends it again under the same key. */
@OnTheStack
class OnceStory {
    /** Fifty, where there are processors for as many. */
    private static final int CROWD = Stack.current().callsAtOnce();

    private final Person ann = Person.signedUp(Stack.current());
    private final String key = UUID.randomUUID().toString();
    private final Content content = Content.ofSize(100);

    private Map<String, Object> upload(String name) {
        return Map.of(
                "name",
                name,
                "size",
                content.bytes().length,
                "parts",
                List.of(Map.of("n", 1, "sha256", content.digest(1).toString())));
    }

    /** What an answer says of what was made: the URLs are signed anew, and signing them puts the end off. */
    private static JsonNode made(JsonNode body) {
        ObjectNode copy = (ObjectNode) body.deepCopy();
        copy.remove("urls");
        copy.remove("expiresAt");
        return copy;
    }

    private static List<Reply> atOnce(Supplier<Reply> call) throws Exception {
        var together = new CyclicBarrier(CROWD);
        Callable<Reply> each = () -> {
            together.await();
            return call.get();
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                running.add(threads.submit(each));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : running) {
                replies.add(one.get());
            }
            return replies;
        }
    }

    private int openUploads() {
        return ann.get("/v1/uploads").body().path("items").size();
    }

    @Test
    void fifty_opening_calls_under_one_key_open_one_upload() throws Exception {
        List<Reply> replies = atOnce(() -> ann.callOnce("/v1/uploads", upload("a.bin"), key));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies)
                .extracting(reply -> made(reply.body()))
                .containsOnly(made(replies.getFirst().body()));
        assertThat(replies).allMatch(reply -> reply.body().path("urls").size() == 1);
        assertThat(openUploads()).isEqualTo(1);
        assertThat(ann.me().path("reservedBytes").asInt()).isEqualTo(100);
    }

    @Test
    void fifty_calls_that_make_a_folder_under_one_key_make_one() throws Exception {
        List<Reply> replies = atOnce(() -> ann.callOnce("/v1/folders", Map.of("name", "photos"), key));

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies)
                .extracting(Reply::body)
                .containsOnly(replies.getFirst().body());
        assertThat(ann.get("/v1/folders/root/entries").body().path("items").size())
                .isEqualTo(1);
    }

    @Test
    void fifty_batches_with_the_same_keys_open_each_upload_once() throws Exception {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            items.add(Map.of("idempotencyKey", key + i, "upload", upload("f" + i)));
        }
        List<Reply> replies = atOnce(() -> ann.call("POST", "/v1/uploads/batch", Map.of("uploads", items)));

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        for (int i = 0; i < 3; i++) {
            int place = i;
            List<JsonNode> results = replies.stream()
                    .map(reply -> reply.body().path("results").path(place))
                    .toList();
            assertThat(results)
                    .allMatch(result -> result.path("status").asInt() == 201)
                    .extracting(result -> made(result.path("body")))
                    .containsOnly(made(results.getFirst().path("body")));
        }
        assertThat(openUploads()).isEqualTo(3);
    }

    @Test
    void a_repeat_signs_the_urls_again_and_sees_the_file_once_there_is_one() {
        Reply first = ann.callOnce("/v1/uploads", upload("a.bin"), key);
        Reply again = ann.callOnce("/v1/uploads", upload("a.bin"), key);
        assertThat(ann.api.put(again.body().path("urls").path(0), content.bytes(), Map.of()))
                .isEqualTo(200);
        JsonNode file = ann.completed(first.text("uploadId"), content);
        Reply later = ann.callOnce("/v1/uploads", upload("a.bin"), key);

        assertThat(later.status()).isEqualTo(201);
        assertThat(later.text("uploadId")).isEqualTo(first.text("uploadId"));
        assertThat(later.text("state")).isEqualTo("MERGED");
        assertThat(later.body().path("urls").size()).isZero();
        assertThat(later.body().path("file").path("id")).isEqualTo(file.path("id"));
    }

    @Test
    void another_body_under_the_key_is_refused_and_the_same_one_otherwise_written_is_not() {
        String first = ann.callOnce("/v1/uploads", upload("a.bin"), key).text("uploadId");
        Map<String, Object> other = new HashMap<>(upload("b.bin"));
        assertThat(ann.callOnce("/v1/uploads", other, key).status()).isEqualTo(422);
        assertThat(ann.callOnce("/v1/uploads", other, key).code()).isEqualTo("idempotency-key-reused");
        Reply written = ann.api.callRaw(
                "POST",
                "/v1/uploads",
                ann.token(),
                "{ \"parts\":[ {\"sha256\":\"" + content.digest(1)
                        + "\",\"n\":1,\"unknown\":[]}],\n\"conflict\":null, \"size\":100,\"name\":\"a.bin\"}",
                Map.of("idempotency-key", key));

        assertThat(written.status()).as(written.raw()).isEqualTo(201);
        assertThat(written.text("uploadId")).isEqualTo(first);
        assertThat(openUploads()).isEqualTo(1);
    }

    @Test
    void an_item_of_a_batch_and_the_single_route_know_each_others_keys() {
        String first = ann.callOnce("/v1/uploads", upload("a.bin"), key).text("uploadId");
        Reply batch = ann.call(
                "POST",
                "/v1/uploads/batch",
                Map.of("uploads", List.of(Map.of("idempotencyKey", key, "upload", upload("a.bin")))));

        assertThat(batch.body()
                        .path("results")
                        .path(0)
                        .path("body")
                        .path("uploadId")
                        .asString())
                .isEqualTo(first);
    }

    @Test
    void a_batch_takes_no_key_for_all_its_items() {
        Reply reply =
                ann.callOnce("/v1/uploads/batch", Map.of("uploads", List.of(Map.of("upload", upload("a.bin")))), key);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("idempotency-key-refused");
        assertThat(openUploads()).isZero();
    }

    @Test
    void a_refused_call_may_come_again_under_its_key() {
        assertThat(ann.callOnce("/v1/folders", Map.of("name", "a/b"), key).code())
                .isEqualTo("invalid-name");
        ann.callOnce("/v1/folders", Map.of("name", "there"), UUID.randomUUID().toString());
        assertThat(ann.callOnce("/v1/folders", Map.of("name", "there"), key).code())
                .isEqualTo("name-taken");
        assertThat(ann.callOnce("/v1/folders", Map.of("name", "here"), key).status())
                .isEqualTo(201);
    }

    @Test
    void keys_are_an_accounts_own() {
        Person bob = Person.signedUp(Stack.current());
        assertThat(ann.callOnce("/v1/folders", Map.of("name", "a"), key).status())
                .isEqualTo(201);
        assertThat(bob.callOnce("/v1/folders", Map.of("name", "b"), key).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/accounts", "/v1/sessions", "/v1/sessions/refresh"})
    void credential_routes_refuse_a_key(String path) {
        assertThat(ann.callOnce(path, Map.of("name", ann.name, "password", Person.PASSWORD), key)
                        .code())
                .isEqualTo("idempotency-key-refused");
    }

    static Stream<String> noKeys() {
        return Stream.of("a b", "k".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void a_key_that_is_none_is_refused(String none) {
        Reply reply = ann.callOnce("/v1/folders", Map.of("name", "a"), none);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("fields").path(0).path("field").asString()).isEqualTo("Idempotency-Key");
    }
}
