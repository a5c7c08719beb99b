package io.cloudstore.embedded.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineProcess;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A running Redis. */
public final class RedisEngine implements AutoCloseable {
    private static final String NAME = "redis";
    private static final String PROGRAM = "redis-6.2.6";
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int PROBE_MILLIS = 1_000;

    private final int port;
    private final EngineProcess process;

    private RedisEngine(int port, EngineProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts the engine and returns when it answers.
     *
     * @param password letters and digits; every client must give it
     * @throws CannotStart when it doesn't come up; the sentence has the end of its log
     */
    public static RedisEngine start(DataFolder folder, EnginePrograms programs, String password) {
        Path program = programs.folder(PROGRAM, RedisEngine::unpack).resolve("redis-server");
        int port = folder.ports().redis();
        Path settings = writeSettings(folder, password);
        EngineProcess process = folder.processes()
                .start(
                        NAME,
                        List.of(program.toString(), settings.toString()),
                        settings.toString(),
                        folder.redis(),
                        folder.log(NAME));
        process.awaitReady(() -> answers(port, password), START_LIMIT);
        return new RedisEngine(port, process);
    }

    private static void unpack(Path folder) throws IOException {
        Path unpacked =
                ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
        Files.move(unpacked, folder.resolve("redis-server"));
    }

    /** A file and no arguments: a password in a command line is there for everybody to read. */
    private static Path writeSettings(DataFolder folder, String password) {
        Path file = folder.redis().resolve("redis.conf");
        String settings = """
                bind 127.0.0.1
                port %d
                requirepass %s
                set-proc-title no
                daemonize no
                appendonly yes
                appendfsync everysec
                save ""
                maxmemory 64mb
                maxmemory-policy volatile-ttl
                databases 1
                """.formatted(folder.ports().redis(), password);
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Signs in and pings: until its file is loaded Redis answers that it is loading. */
    private static boolean answers(int port, String password) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            socket.getOutputStream().write(("AUTH " + password + "\r\nPING\r\n").getBytes(US_ASCII));
            byte[] expected = "+OK\r\n+PONG\r\n".getBytes(US_ASCII);
            return new String(socket.getInputStream().readNBytes(expected.length), US_ASCII)
                    .equals(new String(expected, US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    /** The address, without password. */
    public URI uri() {
        return uri(port);
    }

    /** The same for an engine that isn't running yet. */
    public static URI uri(int port) {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** The server's process id. */
    public long pid() {
        return process.pid();
    }

    /** Shuts the server down in order. */
    @Override
    public void close() {
        process.close();
    }
}
