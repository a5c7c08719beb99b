package io.cloudstore.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a store and passes requests on as they came, the host's name included, so that their signatures stay good;
 * a fault may answer in the store's place, or change its answer.
 */
final class Relay implements AutoCloseable {
    /** What a client asked. */
    record Request(String method, String target, Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** A parameter of the query, as it stands there; empty when it isn't there. */
        String query(String name) {
            String query = target.contains("?") ? target.substring(target.indexOf('?') + 1) : "";
            for (String parameter : query.split("&")) {
                if (parameter.startsWith(name + "=") || parameter.equals(name)) {
                    return parameter.substring(Math.min(parameter.length(), name.length() + 1));
                }
            }
            return "";
        }

        boolean hasQuery(String name) {
            return target.matches(".*[?&]" + name + "(=.*|&.*|)");
        }

        /** Bucket and key. */
        String path() {
            return target.replaceFirst("\\?.*", "");
        }

        Request with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Request(method, target, more, body);
        }

        Request without(String header) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(header);
            return new Request(method, target, fewer, body);
        }

        /** Whether the body is that of a check, which says so itself. */
        boolean isOf(String check) {
            String begin = "cloudstore check-store: " + check;
            return new String(body, 0, Math.min(body.length, 100), StandardCharsets.ISO_8859_1).startsWith(begin);
        }
    }

    /** What the store answered. */
    record Answer(int status, Map<String, String> headers, byte[] body) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of("content-type", "application/xml"), body.getBytes(StandardCharsets.UTF_8));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }

        Answer without(String header) {
            Map<String, String> fewer = new LinkedHashMap<>(headers);
            fewer.remove(header);
            return new Answer(status, fewer, body);
        }

        Answer saying(String text) {
            return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Passes a request on. */
    interface Upstream {
        Answer ask(Request request) throws IOException;
    }

    /** A store that is not as it should be. */
    interface Fault {
        Answer answer(Request request, Upstream store) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final URI store;
    private final Fault fault;

    Relay(URI store, Fault fault) throws IOException {
        this.store = store;
        this.fault = fault;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            var request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes());
            Answer answer = fault.answer(request, this::ask);
            answer.headers().forEach((name, value) -> {
                if (!List.of("connection", "transfer-encoding", "content-length")
                        .contains(name)) {
                    exchange.getResponseHeaders().set(name, value);
                }
            });
            boolean isHead = request.method().equals("HEAD");
            if (isHead && answer.headers().containsKey("content-length")) {
                exchange.getResponseHeaders()
                        .set("content-length", answer.headers().get("content-length"));
            }
            exchange.sendResponseHeaders(
                    answer.status(), isHead || answer.body().length == 0 ? -1 : answer.body().length);
            if (!isHead && answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    /** HTTP/1.0, so that the answer ends where the connection does. */
    private Answer ask(Request request) throws IOException {
        try (Socket socket = new Socket(store.getHost(), store.getPort())) {
            var head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.0\r\n");
            request.headers().forEach((name, value) -> {
                if (!List.of("connection", "transfer-encoding", "content-length", "expect")
                        .contains(name)) {
                    head.append(name).append(": ").append(value).append("\r\n");
                }
            });
            boolean hasBody = request.body().length > 0 || request.headers().containsKey("content-length");
            if (hasBody) {
                head.append("content-length: ").append(request.body().length).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(request.body());
            socket.getOutputStream().flush();
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Answer(status, headers, in.readAllBytes());
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
