package io.cloudstore.client.fake;

import com.sun.net.httpserver.HttpExchange;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.SignedPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The object store: verifies what was signed, keeps digests and, unless told otherwise, the bytes. */
public final class FakeStore {
    /** What happens to a request instead of what should. */
    public enum Fault {
        /** 403 as for a URL after its time. */
        EXPIRED,
        /** 400 ExpiredToken, as for a URL whose signer's credentials have expired. */
        EXPIRED_CREDENTIALS,
        /** 503 SlowDown with a Retry-After of 0 s. */
        SLOW_DOWN,
        /** The connection is closed without an answer, after the body was read. */
        RESET,
        /** The part is taken, but the connection is closed without an answer. */
        LOST_ANSWER,
        /** Nothing is read, nothing answered. */
        STALL,
        /** 400 BadDigest, as for bytes that were damaged on the way. */
        BAD_DIGEST,
        /** 404 NoSuchUpload. */
        NO_SUCH_UPLOAD,
        /** Another refusal for good. */
        REFUSED,
        /** A GET ends in the middle. */
        CUT,
        /** 412: it is there already. */
        PRECONDITION_FAILED
    }

    /** Decides on faults. */
    @FunctionalInterface
    public interface Faults {
        /** No faults. */
        Faults NONE = (key, n, attempt) -> null;

        /** The fault of the {@code attempt}th request (from 1) for part {@code n}; none if null. */
        Fault of(String key, int n, int attempt);
    }

    /** An object being made or made: its parts' digests, and their bytes. */
    static final class Stored {
        final Map<Integer, Sha256> digests = new TreeMap<>();
        final Map<Integer, byte[]> bytes = new TreeMap<>();
    }

    private final Map<String, Stored> objects = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final List<String> puts = new CopyOnWriteArrayList<>();
    private final List<String> ranges = new CopyOnWriteArrayList<>();
    private final AtomicInteger copies = new AtomicInteger();
    /** Requests whose answer has not begun: a client that has it may begin the next before we hear of it. */
    private final Set<HttpExchange> inFlight = ConcurrentHashMap.newKeySet();

    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Faults faults = Faults.NONE;
    private volatile boolean keepsBytes = true;
    private volatile String address = "";

    void at(String url) {
        address = url;
    }

    /** Forgets its bytes: threads of a client outlive their test, and what they hold on to. */
    void close() {
        endStalls();
        objects.clear();
    }

    /** From now on these faults happen. */
    public void faults(Faults now) {
        attempts.clear();
        faults = now;
    }

    /** Requests that stall are closed without an answer, now and from now on. */
    public void endStalls() {
        end.countDown();
    }

    /** From now on bytes are verified and forgotten. */
    public void forgetBytes() {
        keepsBytes = false;
    }

    /** All URLs signed so far have expired. */
    public void expireUrls() {
        generation.incrementAndGet();
    }

    /** Every PUT that was taken, as {@code key/n}, in order. */
    public List<String> puts() {
        return new ArrayList<>(puts);
    }

    /** Forgets what {@link #puts} tells. */
    public void forgetPuts() {
        puts.clear();
    }

    /** The Range header of every GET, empty where there was none. */
    public List<String> ranges() {
        return new ArrayList<>(ranges);
    }

    /** Most PUTs that were ever under way at once. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    /** Loses a part that was taken. */
    public void lose(String key, int n) {
        object(key).digests.remove(n);
    }

    /** Puts damage into the bytes that are kept. */
    public void damage(String key) {
        object(key).bytes.values().iterator().next()[0]++;
    }

    /** Makes an object of the same content under another key. */
    void copy(String from, String to) {
        Stored copy = new Stored();
        copy.digests.putAll(object(from).digests);
        copy.bytes.putAll(object(from).bytes);
        objects.put(to, copy);
    }

    /** Copies a part of an object into another. */
    void copyPart(String from, int n, String to, int toPart) {
        Stored source = object(from);
        Stored target = object(to);
        synchronized (target) {
            target.digests.put(toPart, source.digests.get(n));
            target.bytes.put(toPart, source.bytes.get(n));
        }
        copies.incrementAndGet();
    }

    /** How many parts were copied inside the store. */
    public int copies() {
        return copies.get();
    }

    Stored object(String key) {
        return objects.computeIfAbsent(key, k -> new Stored());
    }

    SignedPart sign(String key, int n, Sha256 digest, long length) {
        String url = address + "/store/" + key + "/" + n + "?generation=" + generation + "&length=" + length;
        Map<String, String> headers = Map.of(
                "x-amz-checksum-sha256", digest.base64(),
                "Content-Length", Long.toString(length),
                "Host", address.substring("http://".length()),
                "x-fake-signature", signature(key, n, digest));
        return new SignedPart(n, url, headers, Instant.now().plusSeconds(900));
    }

    private static String signature(String key, int n, Sha256 digest) {
        return "signed " + key + " " + n + " " + digest;
    }

    String downloadUrl(String key) {
        return address + "/store/" + key + "?generation=" + generation;
    }

    void handle(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String key = path[2];
        int n = path.length > 3 ? Integer.parseInt(path[3]) : 0;
        int attempt = attempts.computeIfAbsent(key + "/" + n, k -> new AtomicInteger())
                .incrementAndGet();
        inFlight.add(exchange);
        mostInFlight.accumulateAndGet(inFlight.size(), Math::max);
        try (exchange) {
            Fault fault = faults.of(key, n, attempt);
            boolean expired = !exchange.getRequestURI().getQuery().contains("generation=" + generation);
            if (fault == Fault.STALL) {
                awaitEnd();
            } else if (expired) {
                refuse(exchange, Fault.EXPIRED);
            } else if (fault != null && fault != Fault.CUT && fault != Fault.LOST_ANSWER) {
                refuse(exchange, fault);
            } else if (n > 0) {
                put(exchange, key, n, fault == Fault.LOST_ANSWER);
            } else {
                get(exchange, key, fault == Fault.CUT);
            }
        } finally {
            inFlight.remove(exchange);
        }
    }

    /** Returns when no request has been under way for a moment: what a client gave up on may still arrive whole. */
    public void awaitIdle() throws InterruptedException {
        for (int idle = 0; idle < 10; idle++) {
            Thread.sleep(10);
            if (!inFlight.isEmpty()) {
                idle = 0;
            }
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void refuse(HttpExchange exchange, Fault fault) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        switch (fault) {
            case EXPIRED -> error(exchange, 403, "AccessDenied");
            case EXPIRED_CREDENTIALS -> error(exchange, 400, "ExpiredToken");
            case SLOW_DOWN -> {
                exchange.getResponseHeaders().set("Retry-After", "0");
                error(exchange, 503, "SlowDown");
            }
            case BAD_DIGEST -> error(exchange, 400, "BadDigest");
            case NO_SUCH_UPLOAD -> error(exchange, 404, "NoSuchUpload");
            case REFUSED -> error(exchange, 405, "MethodNotAllowed");
            case PRECONDITION_FAILED -> error(exchange, 412, "PreconditionFailed");
            case RESET, STALL, CUT, LOST_ANSWER -> {}
        }
    }

    private void put(HttpExchange exchange, String key, int n, boolean silently) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        long length = Long.parseLong(exchange.getRequestURI().getQuery().replaceAll(".*length=", ""));
        byte[] kept = new byte[keepsBytes ? Math.toIntExact(length) : 0];
        int received = 0;
        byte[] piece = new byte[64 << 10];
        InputStream body = exchange.getRequestBody();
        for (int read = body.read(piece); read >= 0; read = body.read(piece)) {
            digest.update(piece, 0, read);
            if (keepsBytes) {
                System.arraycopy(piece, 0, kept, received, read);
            }
            received += read;
        }
        Sha256 found = Sha256.of(digest.digest());
        String signature = exchange.getRequestHeaders().getFirst("x-fake-signature");
        String claimed = exchange.getRequestHeaders().getFirst("x-amz-checksum-sha256");
        if (claimed == null || !signature(key, n, Sha256.parseBase64(claimed)).equals(signature)) {
            error(exchange, 403, "SignatureDoesNotMatch");
        } else if (received != length || !found.base64().equals(claimed)) {
            error(exchange, 400, "BadDigest");
        } else {
            Stored object = object(key);
            synchronized (object) {
                object.digests.put(n, found);
                object.bytes.put(n, kept);
            }
            puts.add(key + "/" + n);
            if (silently) {
                return;
            }
            exchange.getResponseHeaders().set("ETag", "\"" + found.toString().substring(0, 32) + "\"");
            inFlight.remove(exchange);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void get(HttpExchange exchange, String key, boolean cut) throws IOException {
        byte[] all = content(key);
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "" : range);
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        if (range != null) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (all.length - 1) + "/" + all.length);
        }
        int length = all.length - from;
        exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
        if (length > 0) {
            exchange.getResponseBody().write(all, from, cut ? length / 2 : length);
            exchange.getResponseBody().flush();
        }
    }

    /** The bytes of an object. */
    public byte[] content(String key) {
        Stored object = object(key);
        int length = object.bytes.values().stream().mapToInt(b -> b.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : object.bytes.values()) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private void error(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body =
                ("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>").getBytes(StandardCharsets.UTF_8);
        inFlight.remove(exchange);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
