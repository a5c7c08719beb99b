package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.upload.SignPut;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.SignPartsRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BatchRoutesTest {
    private static final String DIGEST = FakeWorld.DIGEST.toString();

    private final FakeWorld world = new FakeWorld();

    private static Map<String, Object> upload(String name, Object size, Object... parts) {
        return new HashMap<>(Map.of("name", name, "size", size, "parts", List.of(parts)));
    }

    private static Map<String, Object> part(int n) {
        return Map.of("n", n, "sha256", DIGEST);
    }

    private static Map<String, Object> item(Object upload) {
        return Map.of("upload", upload);
    }

    private JsonNode answer(String route, List<?> items) {
        var function = route.endsWith("complete") ? world.mergeChunks() : world.signUpload();
        var answer = function.apply(Calls.to("POST /v1/uploads/" + route, Json.write(Map.of("uploads", items))));
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(200);
        return Calls.body(answer).path("results");
    }

    private static List<Integer> statuses(JsonNode results) {
        List<Integer> statuses = new ArrayList<>();
        results.forEach(result -> statuses.add(result.path("status").asInt()));
        return statuses;
    }

    @Test
    void each_upload_gets_its_answer_and_one_that_is_wrong_is_refused_alone() {
        JsonNode results = answer(
                "batch",
                List.of(
                        item(upload("a", 5, part(1))),
                        item(upload("a/b", 5)),
                        Map.of(),
                        item(upload("c", 20 << 20, part(2))),
                        item(upload("d", 5, part(2))),
                        Map.of("upload", upload("e", 5), "idempotencyKey", "a b"),
                        Map.of("upload", upload("f", 5), "idempotencyKey", "key")));

        assertThat(statuses(results)).containsExactly(201, 400, 400, 201, 400, 400, 201);
        assertThat(results.path(0).path("body").path("name").asString()).isEqualTo("a");
        assertThat(results.path(0).path("body").path("urls").size()).isEqualTo(1);
        assertThat(results.path(0).has("problem")).isFalse();
        assertThat(results.path(1).path("problem").path("code").asString()).isEqualTo("invalid-name");
        assertThat(results.path(1).has("body")).isFalse();
        assertThat(results.path(1).path("problem").path("requestId").asString()).isEqualTo(Calls.REQUEST);
        assertThat(results.path(4)
                        .path("problem")
                        .path("fields")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("parts[0].n");
        assertThat(results.path(5)
                        .path("problem")
                        .path("fields")
                        .path(0)
                        .path("field")
                        .asString())
                .isEqualTo("idempotencyKey");
    }

    /** Where it can't sign now, the upload is open all the same, and its owner learns so. */
    @Test
    void what_fails_for_one_fails_for_it_alone() {
        world.says("SignPut.whole", () -> {
            throw new StoreFailed("sign", new IllegalStateException());
        });
        JsonNode results = answer("batch", List.of(item(upload("a", 5, part(1))), item(upload("b", 5))));

        assertThat(statuses(results)).containsExactly(201, 201);
        assertThat(results.path(0).path("body").path("urls").size()).isZero();

        world.says("FindUpload.find", () -> {
            throw new MetadataUnavailable("away", new IllegalStateException());
        });
        JsonNode signed = answer(
                "batch/parts",
                List.of(
                        Map.of("uploadId", Calls.ID, "parts", List.of(part(1))),
                        Map.of("uploadId", "none", "parts", List.of(part(1)))));
        assertThat(statuses(signed)).containsExactly(503, 404);
        assertThat(signed.path(0).path("problem").path("retryAfterSeconds").asInt())
                .isEqualTo(2);
    }

    @Test
    void parts_of_many_uploads_are_signed_in_one_call() {
        JsonNode results = answer(
                "batch/parts",
                List.of(
                        Map.of("uploadId", Calls.ID, "parts", List.of(part(1), part(2))),
                        Map.of("uploadId", Calls.ID, "parts", List.of()),
                        Map.of("uploadId", Calls.ID)));

        assertThat(statuses(results)).containsExactly(200, 400, 400);
        assertThat(results.path(0).path("body").path("urls").size()).isEqualTo(2);
    }

    @Test
    void what_is_not_there_is_refused_alone() {
        JsonNode results = answer(
                "batch/complete",
                List.of(
                        Map.of("uploadId", Calls.ID, "contentId", DIGEST),
                        Map.of("uploadId", Calls.ID, "contentId", "nonsense"),
                        Map.of("contentId", DIGEST)));

        assertThat(statuses(results)).containsExactly(409, 400, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"uploads\":null}", "{\"uploads\":[]}", "{\"uploads\":[null]}", "{\"uploads\":{}}"})
    void a_call_of_another_shape_is_refused_whole(String body) {
        for (String route : List.of("batch", "batch/parts", "batch/complete")) {
            var function = route.endsWith("complete") ? world.mergeChunks() : world.signUpload();
            var answer = function.apply(Calls.to("POST /v1/uploads/" + route, body));

            assertThat(answer.getStatusCode()).as(route).isEqualTo(400);
            assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                    .startsWith("uploads");
        }
        assertThat(world.asked()).noneMatch(call -> call.startsWith("StoreUploads."));
    }

    @Test
    void no_more_items_and_no_more_parts_than_an_answer_can_hold() {
        var many = Collections.nCopies(Batch.MOST_ITEMS + 1, item(upload("a", 5)));
        var parts = new Object[SignPartsRequest.MOST_PARTS];
        for (int n = 1; n <= parts.length; n++) {
            parts[n - 1] = part(n);
        }
        long large = parts.length * PartPlan.SMALLEST_PART;
        var one = item(upload("a", large, parts));
        for (List<?> items : List.of(many, List.of(one, item(upload("b", 5, part(1)))))) {
            var answer =
                    world.signUpload().apply(Calls.to("POST /v1/uploads/batch", Json.write(Map.of("uploads", items))));
            assertThat(answer.getStatusCode()).isEqualTo(400);
        }
        assertThat(statuses(answer("batch", Collections.nCopies(Batch.MOST_ITEMS, item(upload("a", 5))))))
                .hasSize(Batch.MOST_ITEMS)
                .containsOnly(201);
    }

    /** With the longest names and URLs that there are: 6 MB is the most that a Lambda answers. */
    @Test
    void a_hundred_opened_uploads_fit_into_one_answer_and_one_request() {
        String url = "https://store.example/staging/1?X-Amz-Security-Token=" + "t".repeat(2_000);
        world.says(
                "SignPut.whole",
                () -> new SignPut.SignedPut(URI.create(url), Map.of("h", "v".repeat(200)), FakeWorld.NOW));
        String name = "n".repeat(255);
        List<?> items = Collections.nCopies(Batch.MOST_ITEMS, item(upload(name, 5, part(1))));
        String request = Json.write(Map.of("uploads", items));
        var answer = world.signUpload().apply(Calls.to("POST /v1/uploads/batch", request));

        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getBody().length()).isLessThan(1 << 20);
        assertThat(request.length()).isLessThan(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "schlüssel", "\u007f", "tab\t"})
    void a_key_is_visible_ascii(String key) {
        for (String route : List.of("POST /v1/uploads", "POST /v1/folders")) {
            var call = Calls.to(route, "{\"name\":\"a\",\"size\":5}");
            call.getHeaders().put("idempotency-key", key);
            var answer = (route.endsWith("folders") ? world.files() : world.signUpload()).apply(call);

            assertThat(answer.getStatusCode()).isEqualTo(400);
            assertThat(Calls.body(answer).path("fields").path(0).path("field").asString())
                    .isEqualTo("Idempotency-Key");
        }
    }

    /** Kept by nobody, it would let a repeat open everything twice. */
    @Test
    void opening_many_takes_no_key_for_all() {
        String body = Json.write(Map.of("uploads", List.of(item(upload("a", 5)))));
        var call = Calls.to("POST /v1/uploads/batch", body);
        call.getHeaders().put("idempotency-KEY", "1");
        var answer = world.signUpload().apply(call);

        assertThat(answer.getStatusCode()).isEqualTo(400);
        assertThat(Calls.code(answer)).isEqualTo("idempotency-key-refused");
        assertThat(Calls.body(answer).path("detail").asString()).contains("each item", "idempotencyKey");
        assertThat(world.asked()).noneMatch(asked -> asked.startsWith("StoreUploads."));
    }

    @Test
    void a_key_has_at_most_255_characters() {
        var longest = Calls.to("POST /v1/folders", "{\"name\":\"a\"}");
        longest.getHeaders().put("Idempotency-Key", "k".repeat(255));
        var tooLong = Calls.to("POST /v1/folders", "{\"name\":\"a\"}");
        tooLong.getHeaders().put("Idempotency-Key", "k".repeat(256));

        assertThat(world.files().apply(longest).getStatusCode()).isEqualTo(201);
        assertThat(world.files().apply(tooLong).getStatusCode()).isEqualTo(400);
    }
}
