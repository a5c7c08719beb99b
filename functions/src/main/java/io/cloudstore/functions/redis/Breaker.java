package io.cloudstore.functions.redis;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves a server that failed alone for a while, then lets one caller try, so that a dead server costs one time-out every
 * few seconds instead of one for each call.
 */
final class Breaker {
    /** How long a server that failed is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    private static final long CLOSED = Long.MIN_VALUE;

    private final Clock clock;
    /** When the next caller may try, in milliseconds of the clock; {@link #CLOSED} while all is well. */
    private final AtomicLong nextTry = new AtomicLong(CLOSED);

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /** Whether this caller may ask the server. Of those who come after a pause, the first may. */
    boolean allows() {
        long at = nextTry.get();
        return at == CLOSED || (clock.millis() >= at && nextTry.compareAndSet(at, pauseEnd()));
    }

    void succeeded() {
        if (nextTry.get() != CLOSED) {
            nextTry.set(CLOSED);
        }
    }

    /** Begins a pause; true for the first failure after all was well. */
    boolean failed() {
        return nextTry.getAndSet(pauseEnd()) == CLOSED;
    }

    private long pauseEnd() {
        return clock.millis() + PAUSE.toMillis();
    }
}
