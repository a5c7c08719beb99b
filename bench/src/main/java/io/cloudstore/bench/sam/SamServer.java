package io.cloudstore.bench.sam;

import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.lambda.Lambda;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A running {@code sam local start-lambda}, which keeps the container that it makes at a function's first call. Closing it
 * ends it and the containers.
 *
 * @param process the SAM CLI
 * @param lambda a client to it
 */
record SamServer(Child process, Lambda lambda) implements AutoCloseable {
    private static final long MILLIS_BETWEEN_TRIES = 50;

    /**
     * Starts one; returns when it answers.
     *
     * @param options of the command
     * @throws IllegalStateException when it ends instead; the message has what it said
     */
    static SamServer start(Engines engines, String... options) throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(engines.sam(), "local", "start-lambda"));
        command.addAll(List.of(options));
        command.addAll(List.of("--region", "us-east-1", "--docker-network", engines.network()));
        command.addAll(List.of("--skip-pull-image", "--warm-containers", "LAZY"));
        command.addAll(List.of("--host", "127.0.0.1", "--port", String.valueOf(port)));
        Child process = Child.serve(engines.root(), command, engines.environment());
        try {
            while (!listens(port)) {
                if (!process.isAlive()) {
                    process.awaitEnd();
                    throw new IllegalStateException("the SAM CLI ended before it answered");
                }
                Thread.sleep(MILLIS_BETWEEN_TRIES);
            }
            return new SamServer(process, Lambda.at(URI.create("http://127.0.0.1:" + port)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** With the functions of the repository's template. */
    static SamServer ours(Engines engines, Path environment) throws IOException, InterruptedException {
        return start(engines, "--env-vars", environment.toString());
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lambda.close();
        process.close();
    }
}
