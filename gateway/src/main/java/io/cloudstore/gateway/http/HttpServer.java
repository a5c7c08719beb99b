package io.cloudstore.gateway.http;

import io.cloudstore.gateway.invocation.Handlers;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.ResponseType;
import io.cloudstore.gateway.template.Template;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.BadRequestException;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The server: HTTP/1.1 on virtual threads. */
public final class HttpServer implements AutoCloseable {
    private static final String REQUEST_ID = "x-amzn-RequestId";

    /** A connection on which nothing comes for so long is closed, in the middle of a request too. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final WebServer server;
    private final RestApi api;
    private final AccessLog accessLog;
    private final Proxies proxies;
    private volatile int port;

    private HttpServer(
            RestApi api,
            AccessLog accessLog,
            Proxies proxies,
            GatewayErrors errors,
            String host,
            int port,
            Duration drain) {
        this.api = api;
        this.proxies = proxies;
        this.accessLog = accessLog;
        this.server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(drain)
                .connectionOptions(options -> options.readTimeout(LONGEST_SILENCE))
                .featuresDiscoverServices(false)
                .directHandlers(unreadable(errors))
                .routing(routing -> routing.any(this::handle))
                .build();
    }

    /**
     * Starts to listen.
     *
     * @param port 0: any free one
     * @param drain how long {@link #close} waits for requests that are being answered
     * @param accessLog gets one JSON line a request
     * @throws UncheckedIOException when the port can't be listened on
     */
    public static HttpServer start(
            Template template,
            Handlers handlers,
            Invoker invoker,
            HttpLimits limits,
            String host,
            int port,
            Duration drain,
            Consumer<String> accessLog) {
        InstantSource clock = InstantSource.system();
        HttpServer server = new HttpServer(
                new RestApi(template, handlers, invoker, limits, clock, System::nanoTime),
                new AccessLog(accessLog, clock),
                limits.proxies(),
                new GatewayErrors(template.api().gatewayResponses()),
                host,
                port,
                drain);
        server.listen(host, port);
        return server;
    }

    /** The port that it listens on, also once it has stopped to. */
    public int port() {
        return port;
    }

    /** Stops to listen, then waits for the requests that are being answered. */
    @Override
    public void close() {
        server.stop();
    }

    /** Helidon logs that it can't listen, and goes on as if it did. */
    private void listen(String host, int wanted) {
        server.start();
        if (!server.isRunning() || server.port() <= 0) {
            server.stop();
            String sentence = "Can't listen on " + host + ":" + wanted + "; is another program there?";
            throw new UncheckedIOException(sentence, new BindException(sentence));
        }
        port = server.port();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        long begun = System.nanoTime();
        Call call = call(request);
        RestApi.Outcome outcome = api.answer(call);
        send(response, outcome.answer().with(REQUEST_ID, call.requestId()));
        accessLog.write(call, outcome, Duration.ofNanos(System.nanoTime() - begun));
    }

    private Call call(ServerRequest request) {
        requireOneLength(request.headers());
        Map<String, List<String>> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name(), header.allValues()));
        Map<String, List<String>> query = new HashMap<>();
        request.query().names().forEach(name -> query.put(name, request.query().all(name)));
        return new Call(
                UUID.randomUUID().toString(),
                request.prologue().method().text(),
                request.prologue().uriPath().rawPath(),
                query,
                headers,
                address(request),
                request.prologue().rawProtocol(),
                limit -> body(request, limit));
    }

    /**
     * Two of us must not disagree on where a request ends: what one takes for its body is the next request to the other
     * (https://www.rfc-editor.org/rfc/rfc9112#section-6.3). The connection is closed with the refusal.
     */
    private static void requireOneLength(ServerRequestHeaders headers) {
        List<String> lengths = headers.values(HeaderNames.CONTENT_LENGTH);
        if (lengths.size() > 1 || !lengths.isEmpty() && headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            throw new BadRequestException("a body of two lengths");
        }
        if (headers.contentLength().orElse(0) < 0) {
            throw new BadRequestException("a body of less than nothing");
        }
    }

    private static byte[] body(ServerRequest request, int limit) throws IOException, Call.TooLarge {
        if (request.headers().contentLength().orElse(0) > limit) {
            throw new Call.TooLarge();
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream stream = request.content().inputStream()) {
            byte[] body = stream.readNBytes(limit + 1);
            if (body.length > limit) {
                throw new Call.TooLarge();
            }
            return body;
        } catch (DataReader.InsufficientDataAvailableException cutShort) {
            throw new BadRequestException("a body that ends before its length", cutShort);
        }
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(Status.create(answer.status()));
        answer.headers()
                .forEach((name, values) -> response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        if (answer.body().length == 0) {
            response.send();
        } else {
            response.send(answer.body());
        }
    }

    private String address(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? proxies.caller(inet.getAddress(), request.headers().values(HeaderNames.X_FORWARDED_FOR))
                : "";
    }

    /** What the server itself can't read is answered as the template says, too. */
    private static DirectHandlers unreadable(GatewayErrors errors) {
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (EventType event : EventType.values()) {
            handlers.addHandler(event, (request, type, status, headers, message) -> directly(errors, type));
        }
        return handlers.build();
    }

    private static DirectHandler.TransportResponse directly(GatewayErrors errors, EventType event) {
        String requestId = UUID.randomUUID().toString();
        ResponseType type = switch (event) {
            case PAYLOAD_TOO_LARGE -> ResponseType.REQUEST_TOO_LARGE;
            case INTERNAL_ERROR -> ResponseType.DEFAULT_5XX;
            default -> ResponseType.DEFAULT_4XX;
        };
        Answer answer = errors.answer(type, requestId).with(REQUEST_ID, requestId);
        TransportResponse.Builder response = TransportResponse.builder()
                .status(Status.create(answer.status()))
                .keepAlive(false)
                .entity(answer.body());
        answer.headers()
                .forEach((name, values) -> response.header(HeaderNames.create(name), values.toArray(String[]::new)));
        return response.build();
    }
}
