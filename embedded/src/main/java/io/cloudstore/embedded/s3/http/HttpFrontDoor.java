package io.cloudstore.embedded.s3.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JDK's HTTP server on the loopback address, a virtual thread a request. */
public final class HttpFrontDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFrontDoor.class);

    /** How much of a refused body is read, so that a client that only reads after writing gets to see why. */
    private static final long DRAINED = 64L * 1024 * 1024;

    static {
        // Read once by the server's classes: small answers must not wait for the peer's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Service service;

    /** Listens on the port, 0 for any free one. */
    public HttpFrontDoor(int port, Service service) throws IOException {
        this.service = service;
        this.server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 1024);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            InputStream body = exchange.getRequestBody();
            try (Response.Content content = answer(exchange, body)) {
                OutputStream out = exchange.getResponseBody();
                content.writeTo(out);
                out.flush();
            }
            drain(body);
            exchange.getResponseBody().close();
        } catch (IOException e) {
            LOG.debug("S3 client went away", e);
        } catch (RuntimeException e) {
            LOG.error("S3 could not finish an answer", e);
        }
    }

    /** Sends the head of the answer and gives what has to follow it. */
    private Response.Content answer(HttpExchange exchange, InputStream body) throws IOException {
        Response response;
        try {
            response = service.answer(request(exchange), body);
        } catch (S3Failure unreadable) {
            response = Response.error(unreadable, "", "");
        }
        Response.Content content = response.content();
        try {
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, onTheWire(value)));
            sendHead(exchange, response);
            return content;
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    private static void sendHead(HttpExchange exchange, Response response) throws IOException {
        long length = response.content().length();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
        }
        // The server takes -1 for "no content" and 0 for "of unknown length".
        exchange.sendResponseHeaders(response.status(), head || length == 0 ? -1 : length);
    }

    private static void drain(InputStream body) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long drained = 0;
        for (int count = body.read(buffer); count >= 0 && drained < DRAINED; count = body.read(buffer)) {
            drained += count;
        }
    }

    private static Request request(HttpExchange exchange) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(
                        name, values.stream().map(HttpFrontDoor::asSent).toList()));
        return Request.parse(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers);
    }

    /** The server reads bytes as ISO 8859-1; what is UTF-8 is taken as that, as S3 does for metadata. */
    private static String asSent(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return value;
        }
    }

    private static String onTheWire(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Stops listening; requests under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
