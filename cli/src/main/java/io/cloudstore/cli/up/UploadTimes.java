package io.cloudstore.cli.up;

import io.cloudstore.client.progress.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Notes when the steps of one upload ended. Hashing, opening and sending overlap. */
final class UploadTimes implements Progress {
    private final long began = System.nanoTime();
    private final AtomicLong hashed = new AtomicLong(began);
    private volatile long opened = began;
    private volatile long merging = began;

    @Override
    public void hashed(long bytes) {
        hashed.accumulateAndGet(System.nanoTime(), Math::max);
    }

    @Override
    public void opened(String uploadId) {
        opened = System.nanoTime();
    }

    @Override
    public void phase(Phase phase) {
        if (phase == Phase.MERGING) {
            merging = System.nanoTime();
        }
    }

    /** From the beginning until the last byte was hashed. */
    Duration hash() {
        return Duration.ofNanos(hashed.get() - began);
    }

    /** From the beginning until the upload was open and its first parts signed. */
    Duration open() {
        return Duration.ofNanos(opened - began);
    }

    /** From then until the last part was in the store. */
    Duration send() {
        return Duration.ofNanos(merging - opened);
    }

    /** From then until {@code end}, when the file was visible. */
    Duration merge(long end) {
        return Duration.ofNanos(end - merging);
    }
}
