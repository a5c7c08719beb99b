package io.cloudstore.gateway.http;

import io.cloudstore.gateway.FakeFunctions;
import io.cloudstore.gateway.invocation.Handlers;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateReader;
import io.cloudstore.gateway.template.Throttle;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP side over the shipped template, with functions that do what the test says. */
final class HttpFixture implements AutoCloseable {
    static final String TOKEN = "Bearer abcdefghijklmnopqrstuvwxyz.0123456789";
    static final HttpLimits LIMITS =
            new HttpLimits(6 * 1024 * 1024, Duration.ofSeconds(29), new Throttle(10_000, 10_000), true);

    final FakeFunctions functions = new FakeFunctions();
    final BlockingQueue<String> accessLog = new LinkedBlockingQueue<>();
    private final Invoker invoker = new Invoker();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    private HttpFixture(HttpLimits limits, Map<String, String> parameters) {
        Template template = TemplateReader.shipped(parameters);
        server = HttpServer.start(
                template,
                Handlers.wire(template, functions),
                invoker,
                limits,
                "127.0.0.1",
                0,
                Duration.ofSeconds(10),
                accessLog::add);
    }

    static HttpFixture start() {
        return new HttpFixture(LIMITS, Map.of());
    }

    static HttpFixture start(HttpLimits limits) {
        return new HttpFixture(limits, Map.of());
    }

    static HttpFixture start(Map<String, String> parameters) {
        return new HttpFixture(LIMITS, parameters);
    }

    int port() {
        return server.port();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(to(path));
    }

    HttpResponse<String> getWithToken(String path) throws Exception {
        return send(to(path).header("Authorization", TOKEN));
    }

    HttpResponse<String> postWithToken(String path, String body) throws Exception {
        return send(to(path).header("Authorization", TOKEN).POST(BodyPublishers.ofString(body)));
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    /** Stops as the gateway does: first the server, then what still runs. */
    @Override
    public void close() {
        server.close();
        invoker.close();
        client.close();
    }

    void stopServer() {
        server.close();
    }
}
