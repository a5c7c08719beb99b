package io.cloudstore.core.work;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time of one invocation: when it is spent, nothing new begins and what is left goes into a new message. */
public record Budget(Clock clock, Instant end) {
    /** So much time from now on. */
    public static Budget of(Clock clock, Duration time) {
        return new Budget(clock, clock.instant().plus(time));
    }

    /** Whether something new may still begin. */
    public boolean isLeft() {
        return clock.instant().isBefore(end);
    }
}
