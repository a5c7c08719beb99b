package io.cloudstore.sam;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A server of the SAM CLI, on a free port of the loopback interface. Closing it ends it and its functions' containers. */
final class RunningSam implements AutoCloseable {
    private static final String READY = "Running on ";

    private final Process process;
    private final int port;
    private final Path log;

    private RunningSam(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts it by the command for a port, and waits until it says that it runs. */
    static RunningSam start(IntFunction<List<String>> command) {
        try {
            int port = freePort();
            Path log = Files.createTempFile(Files.createDirectories(Command.SCRATCH), "server", ".log");
            Process process = Command.builder(SamCli.ENVIRONMENT, command.apply(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // it ends its containers when it is asked to end, and nobody else would
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end-sam"));
            var running = new RunningSam(process, port, log);
            running.awaitReady();
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it answers. */
    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it and the functions have logged until now. */
    String log() {
        return Command.text(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the SAM CLI does not end\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady() {
        try {
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the SAM CLI ended\n" + log());
                }
                return log().contains(READY);
            });
        } catch (RuntimeException | Error failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
