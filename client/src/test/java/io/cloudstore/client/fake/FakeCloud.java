package io.cloudstore.client.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.Batch;
import io.cloudstore.protocol.wire.Batch.Result;
import io.cloudstore.protocol.wire.Batch.Results;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.CompleteRequest;
import io.cloudstore.protocol.wire.CompleteView;
import io.cloudstore.protocol.wire.CreateFolderRequest;
import io.cloudstore.protocol.wire.DownloadView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.HealthView;
import io.cloudstore.protocol.wire.InstantRequest;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.Page;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.ProofRequest;
import io.cloudstore.protocol.wire.RefreshRequest;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import io.cloudstore.protocol.wire.ReusedPartsView;
import io.cloudstore.protocol.wire.SignInRequest;
import io.cloudstore.protocol.wire.SignPartsRequest;
import io.cloudstore.protocol.wire.SignUpRequest;
import io.cloudstore.protocol.wire.SignedPartsView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The service and its store on one ephemeral port of the loopback interface. */
public final class FakeCloud implements AutoCloseable {
    private final JsonMapper json = new JsonMapper();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeStore store = new FakeStore();
    private final FakeDrive drive = new FakeDrive();
    private final FakeContents contents = new FakeContents();
    private final FakeUploads uploads = new FakeUploads(drive, store, contents);
    private final FakeReceipts receipts = new FakeReceipts();
    private final FakeInstant instant = new FakeInstant(uploads, contents, store);
    private final FakeAccounts accounts = new FakeAccounts(drive);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Function<String, ProblemException> refusals = call -> null;
    private volatile Predicate<String> lostAnswers = call -> false;
    private volatile Duration proofTime = Duration.ZERO;
    private volatile Function<String, ProblemException> itemRefusals = item -> null;

    /** Starts it. */
    public FakeCloud() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store.at(url().toString());
        server.setExecutor(threads);
        server.createContext("/store/", store::handle);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it answers. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The store of it. */
    public FakeStore store() {
        return store;
    }

    /** Its receipts, and their keys. */
    public FakeReceipts receipts() {
        return receipts;
    }

    /** Every call so far, as {@code POST /v1/uploads}, in order. */
    public List<String> calls() {
        return new ArrayList<>(calls);
    }

    /** Forgets what {@link #calls} tells. */
    public void forgetCalls() {
        calls.clear();
    }

    /** All files, whoever's. */
    public synchronized List<FileView> files() {
        return drive.files();
    }

    /** How many parts each signing had. */
    public synchronized List<Integer> batches() {
        return new ArrayList<>(uploads.batches());
    }

    /** From now on a call is refused where the function says how. */
    public void refuse(Function<String, ProblemException> how) {
        refusals = how;
    }

    /** From now on these calls do what they do, but the connection is closed without an answer. */
    public void loseAnswers(Predicate<String> of) {
        lostAnswers = of;
    }

    /** Gives every open upload up. */
    public synchronized void abortAll() {
        uploads.list().forEach(upload -> uploads.abort(upload.uploadId()));
    }

    /** From now on an item of a batch is refused where the function says how; it gets a name or an upload's id. */
    public void refuseItem(Function<String, ProblemException> how) {
        itemRefusals = how;
    }

    /** What is merged is the work of the store's event, without anybody completing it. */
    public synchronized void finishByEvent() {
        uploads.finishWhole();
    }

    /** The same, and somebody deletes the files. */
    public synchronized void finishByEventAndDelete() {
        uploads.finishWholeAndDelete();
    }

    /** Opens that came under a key that had come before. */
    public synchronized int repeatedOpens() {
        return uploads.repeated;
    }

    /** No access token is good any more; refresh tokens are. */
    public synchronized void expireAccessTokens() {
        accounts.expireAccessTokens();
    }

    /** No token is good any more. */
    public synchronized void endSessions() {
        accounts.endSessions();
    }

    /** Every upload is said to be merging so many times. */
    public synchronized void mergeAfter(int asks) {
        uploads.asksUntilMerged = asks;
    }

    /** Opening an upload gives no URLs. */
    public synchronized void withoutUrlsAtOpening() {
        uploads.withUrlsAtOpening = false;
    }

    /** The content of a file is found to have rotted. */
    public synchronized void quarantine(String fileId) {
        drive.quarantine(fileId);
    }

    /** So many bytes may still be stored. */
    public synchronized void quotaLeft(long bytes) {
        uploads.quotaLeft = bytes;
    }

    /** Content is shared within an account only. */
    public synchronized void shareWithinAccounts() {
        instant.sharesWithEveryone = false;
    }

    /** A call copies no more parts than that. */
    public synchronized void copyAtOnce(int parts) {
        instant.copiesAtOnce = parts;
    }

    /** Proofs are answered so long after they came. */
    public void proofsTake(Duration time) {
        proofTime = time;
    }

    @Override
    public void close() {
        store.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String call = exchange.getRequestMethod() + " " + path;
            calls.add(call);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            try {
                ProblemException refusal = refusals.apply(call);
                if (refusal != null) {
                    throw refusal;
                }
                if (path.endsWith("/proof")) {
                    pause(proofTime);
                }
                Object answer = answer(exchange, path.split("/"), body);
                if (!lostAnswers.test(call)) {
                    answer(exchange, 200, answer);
                }
            } catch (ProblemException e) {
                answer(exchange, e.code().status(), Problem.of(e, "call-" + calls.size()));
            } catch (RuntimeException e) {
                ProblemException failed = new ProblemException(ProblemCode.INTERNAL, e.toString());
                answer(exchange, 500, Problem.of(failed, "call-" + calls.size()));
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        if (body == null) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized Object answer(HttpExchange exchange, String[] path, String body) {
        String method = exchange.getRequestMethod();
        String route = method + " " + path[2];
        return switch (route) {
            case "POST accounts" -> accounts.signUp(json.readValue(body, SignUpRequest.class));
            case "GET jwks.json" -> receipts.keySet();
            case "GET health" -> new HealthView("ok", "fake");
            case "POST sessions" ->
                path.length > 3
                        ? accounts.refresh(json.readValue(body, RefreshRequest.class))
                        : accounts.signIn(json.readValue(body, SignInRequest.class));
            default -> {
                String name = accounts.nameOf(
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                yield forSession(name, exchange, path, body);
            }
        };
    }

    private Object forSession(String name, HttpExchange exchange, String[] path, String body) {
        String below = Arrays.stream(path).skip(4).map(" "::concat).collect(Collectors.joining());
        String route = exchange.getRequestMethod() + " " + path[2] + below;
        String id = path.length > 3 ? path[3] : "";
        if (id.equals("batch")) {
            return batch(name, path.length > 4 ? path[4] : "open", body);
        }
        return switch (route) {
            case "GET me" -> accounts.account(name);
            case "DELETE sessions" -> {
                accounts.signOut(name);
                yield null;
            }
            case "GET entries" -> drive.at(query(exchange).get("path"));
            case "GET folders entries" -> page(drive.list(id), query(exchange));
            case "GET folders" -> drive.folder(id);
            case "POST folders" -> {
                CreateFolderRequest request = json.readValue(body, CreateFolderRequest.class);
                yield drive.createFolder(request.parentId(), request.name());
            }
            case "PATCH folders" -> drive.changeFolder(id, json.readValue(body, ChangeEntryRequest.class));
            case "PATCH files" -> drive.change(id, json.readValue(body, ChangeEntryRequest.class));
            case "GET files" -> drive.lookedAt(id);
            case "DELETE files" -> {
                drive.deleteFile(id, isForGood(exchange));
                yield null;
            }
            case "DELETE folders" -> {
                drive.deleteFolder(id, isForGood(exchange));
                yield null;
            }
            case "GET trash" -> page(drive.trashed(), query(exchange));
            case "POST trash restore" -> drive.restore(id);
            case "DELETE trash" -> {
                drive.emptyTrash();
                yield null;
            }
            case "GET files receipt" -> receipts.receipt(drive.lookedAt(id));
            case "GET files download" -> download(drive.file(id));
            case "GET uploads" -> id.isEmpty() ? new Page<>(uploads.list(), null) : uploads.get(id);
            case "POST uploads" -> uploads.open(name, json.readValue(body, OpenUploadRequest.class));
            case "POST uploads parts" -> {
                List<PartDigest> parts =
                        json.readValue(body, SignPartsRequest.class).parts();
                yield new SignedPartsView(uploads.sign(id, parts), instant.likelyReusable(name, parts));
            }
            case "POST uploads complete" ->
                uploads.complete(id, json.readValue(body, CompleteRequest.class).contentId());
            case "POST uploads parts reuse" ->
                new ReusedPartsView(instant.reuse(
                        name, id, json.readValue(body, ReusePartsRequest.class).parts()));
            case "POST uploads instant" ->
                instant.ask(name, id, json.readValue(body, InstantRequest.class).contentId());
            case "POST uploads instant proof" ->
                instant.prove(id, json.readValue(body, ProofRequest.class).proofs());
            case "DELETE uploads" -> {
                uploads.abort(id);
                yield null;
            }
            default -> throw new ProblemException(ProblemCode.NO_SUCH_ROUTE, route);
        };
    }

    /** An answer for each item, whatever becomes of the others. */
    private Results<Object> batch(String name, String route, String body) {
        return new Results<>(
                switch (route) {
                    case "open" ->
                        json.readValue(body, Batch.Open.class).uploads().stream()
                                .map(item -> result(item.upload().name(), () -> uploads.open(name, item)))
                                .toList();
                    case "complete" ->
                        json.readValue(body, Batch.Complete.class).uploads().stream()
                                .map(item -> result(
                                        item.uploadId(), () -> uploads.complete(item.uploadId(), item.contentId())))
                                .toList();
                    default -> throw new ProblemException(ProblemCode.NO_SUCH_ROUTE, route);
                });
    }

    private Result<Object> result(String item, Supplier<Object> route) {
        try {
            ProblemException refusal = itemRefusals.apply(item);
            if (refusal != null) {
                throw refusal;
            }
            Object answer = route.get();
            boolean goesOn = answer instanceof CompleteView view && view.file() == null;
            return new Result<>(goesOn ? 202 : 200, answer, null);
        } catch (ProblemException e) {
            return new Result<>(e.code().status(), null, Problem.of(e, "call-" + calls.size()));
        }
    }

    /** Pages of two entries, whatever is asked for, so that paging is tried by every list. */
    private static <T> Page<T> page(List<T> all, Map<String, String> query) {
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int to = Math.min(all.size(), from + 2);
        return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
    }

    private boolean isForGood(HttpExchange exchange) {
        return query(exchange).getOrDefault("purge", "false").equals("true");
    }

    private DownloadView download(FileView file) {
        if (file.place().equals(FileView.QUARANTINED)) {
            throw new ProblemException(ProblemCode.CONTENT_QUARANTINED, ProblemCode.CONTENT_QUARANTINED.title());
        }
        String url = store.downloadUrl(file.id());
        return new DownloadView(
                url, Map.of(), Instant.now().plusSeconds(900), file.contentId(), file.size(), file.name());
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int at = pair.indexOf('=');
            query.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return query;
    }
}
