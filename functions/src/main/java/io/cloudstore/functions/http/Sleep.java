package io.cloudstore.functions.http;

import io.cloudstore.core.instant.AwaitMoment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Holds the call's thread until a moment; in a host that is asked to stop, no longer. */
public final class Sleep implements AwaitMoment {
    private final Clock clock;

    /** By the clock that the moments are of. */
    public Sleep(Clock clock) {
        this.clock = clock;
    }

    /** Looks again after each sleep: it may end a little early, and clocks differ. */
    @Override
    public void until(Instant moment) {
        try {
            for (Duration left = left(moment); left.isPositive(); left = left(moment)) {
                Thread.sleep(left);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration left(Instant moment) {
        return Duration.between(clock.instant(), moment);
    }
}
