package io.cloudstore.client.store;

import io.cloudstore.client.store.Watchdog.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;

/** The bytes that come from the store; a read fails when none come for too long. Close it in any case. */
public final class StoreBody implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final Watch watch;

    StoreBody(HttpResponse<InputStream> response, Watch watch) {
        this.response = response;
        this.watch = watch;
        watch.endBy(this::closeStream);
    }

    /** Whether the store began at the offset that was asked for, rather than at the start. */
    public boolean isRange() {
        return response.statusCode() == 206;
    }

    /**
     * Reads into {@code buffer}.
     *
     * @return how many bytes, -1 at the end
     */
    public int read(byte[] buffer) throws IOException, InterruptedException {
        try {
            int read = response.body().read(buffer);
            watch.progress();
            return read;
        } catch (IOException e) {
            if (Thread.interrupted() || e instanceof InterruptedIOException) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw watch.hasStalled() ? new StalledException() : e;
        }
    }

    private void closeStream() {
        try {
            response.body().close();
        } catch (IOException e) {
            // Whoever reads sees the end of it.
        }
    }

    @Override
    public void close() {
        watch.close();
        closeStream();
    }
}
