package io.cloudstore.bench.up;

import io.cloudstore.bench.process.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Asks a starting process for {@code /v1/health} until it answers. */
final class Health implements AutoCloseable {
    private static final long MILLIS_BETWEEN_TRIES = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Returns at the first 200.
     *
     * @throws IllegalStateException when the process ends before
     */
    void await(URI server, Child child) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/v1/health")).build();
        while (!answers(request)) {
            if (!child.isAlive()) {
                child.awaitEnd();
                throw new IllegalStateException("the process ended before it answered");
            }
            Thread.sleep(MILLIS_BETWEEN_TRIES);
        }
    }

    private boolean answers(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
