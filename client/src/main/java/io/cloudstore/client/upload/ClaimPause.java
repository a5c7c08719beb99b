package io.cloudstore.client.upload;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When content may be asked for again, over all files: the service lets an account ask so often in a minute for what it
 * doesn't hold. Safe for use by many threads.
 */
final class ClaimPause {
    /** When the service refused without saying for how long. */
    private static final long SECONDS = 60;
    /** Longest pause that the service can ask for. */
    private static final long MOST_SECONDS = 300;

    private final LongSupplier nanoTime;
    private volatile long end;

    /** None yet, by a clock such as {@link System#nanoTime}. */
    ClaimPause(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.end = nanoTime.getAsLong();
    }

    /** The service has had enough for so many seconds, or doesn't say for how many. */
    void begin(@Nullable Long seconds) {
        long asked = seconds == null ? SECONDS : Math.clamp(seconds, 0, MOST_SECONDS);
        end = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(asked);
    }

    boolean isOver() {
        return nanoTime.getAsLong() - end >= 0;
    }
}
