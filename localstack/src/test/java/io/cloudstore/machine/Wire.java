package io.cloudstore.machine;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wire between one machine and the cloud: an HTTP proxy that counts, and may be slow. */
final class Wire implements AutoCloseable {
    private static final int PIECE = 16 << 10;
    private static final Pattern CODE = Pattern.compile("<Code>(\\w+)</Code>");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong nextPiece = new AtomicLong(System.nanoTime());
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile Turn turn = Turn.NEVER;

    /** The speed from so many taken PUTs on. */
    private record Turn(int takenPuts, long speed) {
        static final Turn NEVER = new Turn(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * A request that was answered.
     *
     * @param sent bytes of its body
     * @param code S3's code of an error; empty when the answer has none
     */
    record Exchange(String method, URI uri, long sent, int status, String code) {
        boolean isPut() {
            return method.equals("PUT");
        }

        boolean isTaken() {
            return status / 100 == 2;
        }
    }

    /** A wire without a limit. */
    Wire() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Future<?> _ = threads.submit(this::accept);
    }

    /** From now on bodies go at this speed, all together. */
    Wire slow(long speed) {
        bytesPerSecond = speed;
        return this;
    }

    /** When the store has taken so many PUTs, and before the machine knows it, bodies begin to go at this speed, once. */
    Wire slowAfter(int takenPuts, long speed) {
        turn = new Turn(takenPuts, speed);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** What was answered so far, in order. */
    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** PUTs of parts, or of whole files, that the store took. */
    List<Exchange> takenPuts() {
        return exchanges.stream().filter(each -> each.isPut() && each.isTaken()).toList();
    }

    /** Everything that the machine sent: heads and bodies, also of what was not answered. */
    long sent() {
        return sent.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket machine = server.accept();
                Future<?> _ = threads.submit(() -> serve(machine));
            }
        } catch (IOException closed) {
            // The wire was cut.
        }
    }

    /** One request a connection, to keep it simple. */
    private void serve(Socket machine) {
        try (machine) {
            InputStream in = new BufferedInputStream(machine.getInputStream());
            List<String> head = head(in);
            if (head.isEmpty()) {
                return;
            }
            String[] line = head.getFirst().split(" ");
            URI uri = URI.create(line[1]);
            try (Socket cloud = new Socket(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort())) {
                OutputStream out = cloud.getOutputStream();
                out.write(forwarded(line[0], uri, head).getBytes(StandardCharsets.ISO_8859_1));
                AtomicLong body = new AtomicLong();
                long length = length(head);
                Future<?> sending = threads.submit(() -> send(in, out, length, body));
                answer(
                        new BufferedInputStream(cloud.getInputStream()),
                        machine.getOutputStream(),
                        line[0].equals("PUT"),
                        (status, code) -> answered(new Exchange(line[0], uri, body.get(), status, code)));
                sending.cancel(true);
            }
        } catch (IOException broken) {
            // The machine was killed, or the cloud closed the connection: that is how it looks from here.
        }
    }

    private synchronized void answered(Exchange exchange) {
        exchanges.add(exchange);
        if (takenPuts().size() >= turn.takenPuts()) {
            bytesPerSecond = turn.speed();
            turn = Turn.NEVER;
        }
    }

    private List<String> head(InputStream in) throws IOException {
        String head = rawHead(in);
        sent.addAndGet(head.length());
        return head.lines().toList();
    }

    /** Up to the empty line; empty when the other side ended before. */
    private static String rawHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static String forwarded(String method, URI uri, List<String> head) {
        StringBuilder forwarded = new StringBuilder(method + " " + uri.getRawPath());
        forwarded
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\n");
        head.stream()
                .skip(1)
                .filter(line -> !line.isEmpty() && !is(line, "connection") && !is(line, "proxy-connection"))
                .forEach(line -> forwarded.append(line).append("\r\n"));
        return forwarded.append("Connection: close\r\n\r\n").toString();
    }

    private static long length(List<String> head) {
        return head.stream()
                .filter(line -> is(line, "content-length"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    private static boolean is(String line, String header) {
        return line.toLowerCase(Locale.ROOT).startsWith(header + ":");
    }

    private void send(InputStream in, OutputStream out, long length, AtomicLong body) {
        byte[] piece = new byte[PIECE];
        try {
            while (body.get() < length) {
                int read = in.read(piece, 0, (int) Math.min(PIECE, length - body.get()));
                if (read < 0) {
                    out.close(); // The machine is gone: what it did not send must not look whole.
                    return;
                }
                pace(read);
                sent.addAndGet(read);
                body.addAndGet(read);
                out.write(piece, 0, read);
            }
        } catch (IOException broken) {
            // The cloud has answered before all was sent.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pace(int bytes) throws InterruptedException {
        if (bytesPerSecond < Long.MAX_VALUE) {
            long takes = bytes * 1_000_000_000L / bytesPerSecond;
            long now = System.nanoTime();
            long begin = nextPiece.getAndUpdate(next -> Math.max(next, now) + takes);
            Thread.sleep(Math.max(0, begin - now) / 1_000_000, (int) (Math.max(0, begin - now) % 1_000_000));
        }
    }

    /** What goes wrong with a PUT is looked at whole before it goes on; all else goes on as it comes. */
    private static void answer(
            InputStream cloud, OutputStream machine, boolean put, BiConsumer<Integer, String> answered)
            throws IOException {
        String head = rawHead(cloud);
        if (head.isEmpty()) {
            return;
        }
        int status = Integer.parseInt(head.split(" ", 3)[1]);
        boolean error = put && status >= 400;
        byte[] body = error ? cloud.readNBytes((int) length(head.lines().toList())) : new byte[0];
        Matcher code = CODE.matcher(new String(body, StandardCharsets.ISO_8859_1));
        answered.accept(status, code.find() ? code.group(1) : "");
        machine.write(head.getBytes(StandardCharsets.ISO_8859_1));
        machine.write(body);
        cloud.transferTo(machine);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
