package io.cloudstore.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The HTTP API and the store, as any HTTP client reaches them. */
final class Api {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI base;

    Api(URI base) {
        this.base = base;
    }

    /** Calls the API with a JSON body; {@code token} may be empty. */
    Reply call(String method, String path, String token, Map<String, ?> body) {
        return callRaw(method, path, token, body.isEmpty() ? "" : JSON.writeValueAsString(body));
    }

    /** Calls the API with whatever text as its body. */
    Reply callRaw(String method, String path, String token, String body) {
        return callRaw(method, path, token, body, Map.of());
    }

    /** The same with headers of one's own. */
    Reply callRaw(String method, String path, String token, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = send(request.build(), BodyHandlers.ofString());
        return new Reply(answer.statusCode(), parse(answer.body()), answer.headers(), answer.body());
    }

    /** PUTs bytes to a presigned URL with the headers that came with it, and {@code more}; returns the status. */
    int put(JsonNode signed, byte[] bytes, Map<String, String> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(signed.path("url").asString()))
                .timeout(PATIENCE)
                .PUT(BodyPublishers.ofByteArray(bytes));
        signed.path("headers").forEachEntry((name, value) -> request.header(name, value.asString()));
        more.forEach(request::header);
        return send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** GETs from a presigned URL. */
    HttpResponse<byte[]> get(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    request.method() + " " + request.uri().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(String body) {
        return body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : MissingNode.getInstance();
    }
}
