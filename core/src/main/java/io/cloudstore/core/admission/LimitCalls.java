package io.cloudstore.core.admission;

import java.time.Duration;

/** Counts calls where speed matters more than exactness: in Redis, or in the process while Redis is away. */
public interface LimitCalls {
    /** Counts a call and tells how many the current window has. Never throws. */
    long count(String subject, Duration window);
}
