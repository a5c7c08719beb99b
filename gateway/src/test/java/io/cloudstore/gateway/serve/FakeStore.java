package io.cloudstore.gateway.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An S3 that takes every bucket and rule, and says no where a test wants it to. */
final class FakeStore implements AutoCloseable {
    /** What was put, by path and query, as {@code /bucket?cors}. */
    final Map<String, String> puts = new ConcurrentHashMap<>();

    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers requests that end so with an error. */
    FakeStore refusing(String end, int status) {
        refusals.put(end, status);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestURI().toString();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = refusals.entrySet().stream()
                .filter(refusal -> request.endsWith(refusal.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(200);
        if (status == 200) {
            puts.put(request, body);
        }
        byte[] answer = status == 200
                ? new byte[0]
                : "<Error><Code>Refused</Code><Message>as the test wants it</Message></Error>"
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
