package io.cloudstore.core.work;

import java.time.Duration;

/** How long a failed attempt waits for the next: a second, doubled with each, at most an hour. */
public final class BackOff {
    private static final int MOST_DOUBLINGS = 12;
    private static final Duration LONGEST = Duration.ofHours(1);

    private BackOff() {}

    /** The wait after an attempt under {@code lease} failed. */
    public static Duration after(Lease lease) {
        Duration wait = Duration.ofSeconds(1L << Math.min(MOST_DOUBLINGS, lease.attempts()));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
