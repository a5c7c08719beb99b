package io.cloudstore.client.upload;

import io.cloudstore.client.call.UnreachableException;
import java.io.InterruptedIOException;
import java.time.Duration;

/** The pauses of whoever waits for a merge: each twice as long as the one before, up to a few seconds. For one wait. */
final class MergeWait {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Duration patience;
    private final long began = System.nanoTime();
    private Duration pause = FIRST_PAUSE;

    /** Begins to wait, for {@code patience} at most. */
    MergeWait(Duration patience) {
        this.patience = patience;
    }

    /**
     * Returns when it is time to ask again.
     *
     * @throws UnreachableException if the merge has not ended in time; it goes on without us
     */
    void pause() throws UnreachableException, InterruptedException {
        if (System.nanoTime() - began > patience.toNanos()) {
            throw new UnreachableException(
                    "the service is still merging; what was sent will appear when it has",
                    new InterruptedIOException("no end after " + patience));
        }
        Thread.sleep(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
