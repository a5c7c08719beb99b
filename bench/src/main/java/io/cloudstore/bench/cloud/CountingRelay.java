package io.cloudstore.bench.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before an HTTP/1.1 server on loopback, passes every byte on, and counts requests and bytes of both directions. */
public final class CountingRelay implements AutoCloseable {
    /** Ends the first line of every request; in a JSON body no line break stands bare. */
    private static final byte[] REQUEST_LINE = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI server;
    private final ServerSocket door;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    private CountingRelay(URI server, ServerSocket door) {
        this.server = server;
        this.door = door;
    }

    /** Opens one before {@code server}. */
    public static CountingRelay before(URI server) throws IOException {
        var relay = new CountingRelay(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Future<?> _ = relay.threads.submit(relay::accept);
        return relay;
    }

    /** Where it is reached instead of the server. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Requests so far. */
    public int requests() {
        return requests.get();
    }

    /** Bytes so far, of requests and answers, headers included. */
    public long bytes() {
        return bytes.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                Future<?> _ = threads.submit(() -> pass(client, behind, true));
                Future<?> _ = threads.submit(() -> pass(behind, client, false));
            }
        } catch (IOException closed) {
            // the door is shut
        }
    }

    private void pass(Socket from, Socket to, boolean ofClient) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16 << 10];
            int matched = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
                for (int i = 0; ofClient && i < read; i++) {
                    matched = next(matched, buffer[i]);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException over) {
            // one side has closed; the other is closed with it
        }
    }

    /** How many bytes of a request line's end are seen, after one more; a blank begins it and stands nowhere else in it. */
    private int next(int matched, byte one) {
        if (one != REQUEST_LINE[matched]) {
            return one == REQUEST_LINE[0] ? 1 : 0;
        }
        if (matched + 1 < REQUEST_LINE.length) {
            return matched + 1;
        }
        requests.incrementAndGet();
        return 0;
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
