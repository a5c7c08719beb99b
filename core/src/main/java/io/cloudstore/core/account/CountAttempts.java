package io.cloudstore.core.account;

import java.time.Duration;

/** Counts attempts where losing a cache must not lose the count: in the database. */
public interface CountAttempts {
    /**
     * Counts one attempt in the current window and returns how many there now are. Commits at once.
     *
     * @param kind what is counted, as {@code sign-in}
     * @param subject whose attempts; only its hash is kept
     */
    long count(String kind, String subject, Duration window);

    /** How many attempts the current window has, without counting one. */
    long peek(String kind, String subject, Duration window);
}
