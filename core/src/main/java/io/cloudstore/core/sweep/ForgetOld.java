package io.cloudstore.core.sweep;

import java.time.Duration;

/** Drops rows that nobody needs any more. */
public interface ForgetOld {
    /**
     * Drops done jobs and ended uploads older than {@code age}, and sessions, refresh tokens, counters and keys of
     * creating calls that are over.
     *
     * @param limit most rows of each kind a call
     */
    void forget(Duration age, int limit);
}
