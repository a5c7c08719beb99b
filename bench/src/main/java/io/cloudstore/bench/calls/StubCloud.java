package io.cloudstore.bench.calls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.AccountView;
import io.cloudstore.protocol.wire.CompleteRequest;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.InstantView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SessionView;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignedPart;
import io.cloudstore.protocol.wire.SignedPartsView;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service and a store that keep nothing: parts are read and forgotten, so that a client's calls are counted that no disk
 * holds up. For one upload by one account; what it answers is what the service says of content that nobody has.
 */
final class StubCloud implements AutoCloseable {
    private static final Duration LIFE = Duration.ofMinutes(15);
    /** The service's time for a proof, whatever comes of it. */
    private static final Duration PROOF_TAKES = Duration.ofSeconds(2);

    private static final UUID UPLOAD = new UUID(0, 1);
    private static final String FOLDER = new UUID(0, 2).toString();
    private static final String FILE = "00000000-0000-0000-0000-000000000003";

    private final JsonMapper json = new JsonMapper();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile OpenUploadRequest opened = new OpenUploadRequest("", null, 0L, null, null, null, List.of());

    private StubCloud(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    static StubCloud start() throws IOException {
        var stub = new StubCloud(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        stub.server.setExecutor(stub.threads);
        stub.server.createContext("/", stub::handle);
        stub.server.start();
        return stub;
    }

    /** Where both are. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            String call = exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath().replace(UPLOAD.toString(), "{id}");
            if (call.startsWith("PUT ")) {
                body.skipNBytes(Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length")));
                exchange.sendResponseHeaders(200, -1);
                return;
            }
            answer(exchange, call, body.readAllBytes());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, String call, byte[] body) throws IOException, InterruptedException {
        Object answer = answer(call, body);
        byte[] bytes = json.writeValueAsBytes(answer);
        int status = answer instanceof Problem problem ? problem.status() : 200;
        exchange.getResponseHeaders().set("Content-Type", status == 200 ? "application/json" : Problem.MEDIA_TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Object answer(String call, byte[] body) throws InterruptedException {
        return switch (call) {
            case "POST /v1/accounts" -> account();
            case "POST /v1/sessions" ->
                new SessionView(
                        "token", Instant.now().plus(LIFE), UUID.randomUUID().toString(), account());
            case "GET /v1/folders/root" -> new FolderView(FOLDER, "", null, Instant.EPOCH);
            case "GET /v1/uploads" -> new Page<>(List.of(), null);
            case "POST /v1/uploads" -> open(json.readValue(body, OpenUploadRequest.class));
            case "POST /v1/uploads/{id}/parts" ->
                new SignedPartsView(
                        urls(json.readValue(body, SignPartsRequest.class).parts()), List.of());
            case "POST /v1/uploads/{id}/instant" -> challenge();
            case "POST /v1/uploads/{id}/instant/proof" -> {
                Thread.sleep(PROOF_TAKES);
                yield new InstantView("SEND", null, false, null);
            }
            case "POST /v1/uploads/{id}/complete" ->
                new CompleteView(
                        "MERGED",
                        file(json.readValue(body, CompleteRequest.class).contentId()),
                        false);
            case "GET /v1/files/" + FILE -> file("");
            default -> Problem.of(ProblemException.notFound(), "stub");
        };
    }

    private static AccountView account() {
        return new AccountView(new UUID(0, 4).toString(), "stub", Long.MAX_VALUE, 0, 0, Instant.EPOCH);
    }

    private UploadView open(OpenUploadRequest request) {
        opened = request;
        PartPlan plan = PartPlan.of(request.size());
        return new UploadView(
                UPLOAD.toString(),
                "OPEN",
                request.name(),
                FOLDER,
                plan.size(),
                plan.partSize(),
                plan.partCount(),
                null,
                false,
                Instant.now(),
                Instant.now().plus(LIFE),
                urls(request.parts()),
                null,
                null);
    }

    private List<SignedPart> urls(@Nullable List<PartDigest> parts) {
        return Objects.requireNonNullElse(parts, List.<PartDigest>of()).stream()
                .map(part -> new SignedPart(
                        part.n(),
                        address() + "/store?partNumber=" + part.n(),
                        Map.of(
                                "x-amz-checksum-sha256",
                                Sha256.parse(part.sha256()).base64()),
                        Instant.now().plus(LIFE)))
                .toList();
    }

    private InstantView challenge() {
        var challenge = new Challenge(UPLOAD, Nonce.of(new byte[Nonce.BYTES]), opened.size());
        return new InstantView(
                "PROVE",
                null,
                false,
                new InstantView.ChallengeView(
                        challenge.nonce().toString(),
                        challenge.ranges(),
                        Instant.now().plus(LIFE)));
    }

    private FileView file(String contentId) {
        return new FileView(
                FILE,
                opened.name(),
                FOLDER,
                opened.size(),
                "application/octet-stream",
                contentId,
                "stored",
                1,
                Instant.now(),
                Instant.now(),
                null);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
