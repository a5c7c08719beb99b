package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudstore.functions.s3.S3.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store that answers what it was told to, in turn; the last answer is repeated. It records what it was asked. */
final class ScriptedStore implements AutoCloseable {
    /** An answer. */
    record Answer(int status, Map<String, String> headers, String body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body);
        }

        /** A refusal as S3 writes it. */
        static Answer error(int status, String code) {
            return of(
                    status,
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>m</Message>"
                            + "<RequestId>1</RequestId></Error>");
        }
    }

    private final HttpServer server;
    private final ConcurrentLinkedDeque<Answer> answers = new ConcurrentLinkedDeque<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    ScriptedStore() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    void answers(Answer... script) {
        answers.clear();
        answers.addAll(List.of(script));
    }

    /** Method and path with query of each request, without a presigned URL's signature. */
    List<String> asked() {
        return asked;
    }

    /** A header of the last request. */
    String lastHeader(String name) {
        return headers.getLast().entrySet().stream()
                .filter(h -> h.getKey().equalsIgnoreCase(name))
                .map(h -> h.getValue().getFirst())
                .findFirst()
                .orElse("");
    }

    String lastBody() {
        return bodies.getLast();
    }

    /** For us it is here; clients know it by a name that leads nowhere. */
    S3 adapters() {
        return new S3(settings(), Clock.systemUTC());
    }

    S3.Settings settings() {
        return new S3.Settings(
                "eu-central-1",
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                Optional.of(URI.create("http://store.invalid")),
                "staging-bucket",
                "long-term-bucket",
                new Identity.Keys(() -> "WORK:secret"),
                new Identity.Environment(),
                new Identity.Environment(),
                Duration.ofSeconds(20));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + uri.replaceFirst("\\?X-Amz-Algorithm=.*", ""));
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(UTF_8);
            boolean none = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
            exchange.sendResponseHeaders(answer.status(), none ? -1 : body.length);
            if (!none) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
