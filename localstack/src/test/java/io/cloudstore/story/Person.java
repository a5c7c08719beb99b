package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.Stack;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Somebody with an account and an HTTP client, who knows the protocol. */
final class Person {
    static final String PASSWORD = "a long enough passphrase";

    final Api api;
    final String name;
    private String token;
    private String refreshToken;

    private Person(Api api, String name) {
        this.api = api;
        this.name = name;
        signIn();
    }

    /** Somebody new. */
    static Person signedUp(Stack stack) {
        var api = new Api(stack.api());
        String name = "p-" + UUID.randomUUID();
        Reply made = api.call("POST", "/v1/accounts", "", Map.of("name", name, "password", PASSWORD));
        assertThat(made.status()).as(made.raw()).isEqualTo(201);
        return new Person(api, name);
    }

    /** The same person on another device. */
    Person onAnotherDevice() {
        return new Person(api, name);
    }

    /** The same person, where the cloud answers now. */
    Person at(URI api) {
        return new Person(new Api(api), name);
    }

    void signIn() {
        Reply session = api.call("POST", "/v1/sessions", "", Map.of("name", name, "password", PASSWORD));
        assertThat(session.status()).as(session.raw()).isEqualTo(201);
        token = session.text("accessToken");
        refreshToken = session.text("refreshToken");
    }

    String token() {
        return token;
    }

    String refreshToken() {
        return refreshToken;
    }

    Reply call(String method, String path, Map<String, ?> body) {
        return api.call(method, path, token, body);
    }

    /** A creating call under a key of the caller's. */
    Reply callOnce(String path, Map<String, ?> body, String key) {
        return api.callRaw("POST", path, token, Api.JSON.writeValueAsString(body), Map.of("Idempotency-Key", key));
    }

    Reply get(String path) {
        return api.call("GET", path, token, Map.of());
    }

    Reply delete(String path) {
        return api.call("DELETE", path, token, Map.of());
    }

    /** Opens an upload; {@code more} goes into the body too. */
    Reply open(String fileName, long size, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", fileName, "size", size));
        body.putAll(more);
        return call("POST", "/v1/uploads", body);
    }

    String opened(String fileName, Content content) {
        Reply opened = open(fileName, content.bytes().length, Map.of());
        assertThat(opened.status()).as(opened.raw()).isEqualTo(201);
        assertThat(opened.body().path("partCount").asInt())
                .isEqualTo(content.plan().partCount());
        return opened.text("uploadId");
    }

    Reply sign(String uploadId, Content content, List<Integer> numbers) {
        return call("POST", "/v1/uploads/" + uploadId + "/parts", parts(content, numbers));
    }

    /** Asks for these parts to be copied from what the person holds; returns those that need not be sent. */
    List<Integer> reuse(String uploadId, Content content, List<Integer> numbers) {
        Reply reply = call("POST", "/v1/uploads/" + uploadId + "/parts/reuse", parts(content, numbers));
        return numbers(reply, "reused");
    }

    /** Signs these parts; returns those of which it is said that what the person holds has them. */
    List<Integer> likelyReusable(String uploadId, Content content, List<Integer> numbers) {
        return numbers(sign(uploadId, content, numbers), "likelyReusable");
    }

    private static List<Integer> numbers(Reply reply, String field) {
        assertThat(reply.status()).as(reply.raw()).isEqualTo(200);
        return reply.body().path(field).valueStream().map(JsonNode::asInt).toList();
    }

    private static Map<String, ?> parts(Content content, List<Integer> numbers) {
        List<Map<String, Object>> parts = numbers.stream()
                .map(n -> Map.<String, Object>of(
                        "n",
                        n,
                        "sha256",
                        content.digest(n).toString(),
                        "length",
                        content.plan().lengthOf(n)))
                .toList();
        return Map.of("parts", parts);
    }

    /** Signs and sends these parts. */
    void send(String uploadId, Content content, List<Integer> numbers) {
        Reply signed = sign(uploadId, content, numbers);
        assertThat(signed.status()).as(signed.raw()).isEqualTo(200);
        for (JsonNode url : signed.body().path("urls")) {
            assertThat(api.put(url, content.part(url.path("n").asInt()), Map.of()))
                    .isEqualTo(200);
        }
    }

    Reply complete(String uploadId, Content content) {
        return call(
                "POST",
                "/v1/uploads/" + uploadId + "/complete",
                Map.of("contentId", content.contentId().toString()));
    }

    /** Completes, asking again while the merge goes on; returns the file. */
    JsonNode completed(String uploadId, Content content) {
        Reply done = await().atMost(Duration.ofSeconds(30))
                .until(() -> complete(uploadId, content), reply -> reply.status() != 202);
        assertThat(done.status()).as(done.raw()).isEqualTo(200);
        return done.body().path("file");
    }

    /** The whole journey; returns the file. */
    JsonNode upload(String fileName, Content content) {
        String uploadId = opened(fileName, content);
        send(uploadId, content, content.numbers());
        return completed(uploadId, content);
    }

    /** Says which content an upload has. */
    Reply claim(String uploadId, Content content) {
        return call(
                "POST",
                "/v1/uploads/" + uploadId + "/instant",
                Map.of("contentId", content.contentId().toString()));
    }

    Reply prove(String uploadId, List<String> proofs) {
        return call("POST", "/v1/uploads/" + uploadId + "/instant/proof", Map.of("proofs", proofs));
    }

    /** Claims, and proves from {@code held} if asked to. */
    Reply instant(String uploadId, Content claimed, Content held) {
        Reply answer = claim(uploadId, claimed);
        return answer.text("outcome").equals("PROVE") ? prove(uploadId, held.proofs(uploadId, answer)) : answer;
    }

    HttpResponse<byte[]> download(JsonNode file) {
        Reply signed = get("/v1/files/" + file.path("id").asString() + "/download");
        assertThat(signed.status()).as(signed.raw()).isEqualTo(200);
        return api.get(signed.text("url"));
    }

    /** Waits until the transfer has verified the file in long-term storage. */
    void awaitStored(JsonNode file) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> get("/v1/files/" + file.path("id").asString())
                        .text("place")
                        .equals("stored"));
    }

    JsonNode me() {
        return get("/v1/me").body();
    }
}
