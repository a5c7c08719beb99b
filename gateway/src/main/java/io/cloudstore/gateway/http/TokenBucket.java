package io.cloudstore.gateway.http;

import io.cloudstore.gateway.template.Throttle;
import java.util.function.LongSupplier;

/** Tokens that come back at a rate, up to a burst. Safe for use by many threads. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Throttle throttle;
    private final LongSupplier nanoClock;
    private double tokens;
    private long filledAt;

    /**
     * A full bucket.
     *
     * @param nanoClock nanoseconds that only grow
     */
    TokenBucket(Throttle throttle, LongSupplier nanoClock) {
        this.throttle = throttle;
        this.nanoClock = nanoClock;
        this.tokens = throttle.burst();
        this.filledAt = nanoClock.getAsLong();
    }

    /** Takes a token, if there is one. */
    synchronized boolean take() {
        fill();
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    /** Whether it holds all its tokens, so that a new one would be the same. */
    synchronized boolean isFull() {
        fill();
        return tokens >= throttle.burst();
    }

    private void fill() {
        long now = nanoClock.getAsLong();
        tokens = Math.min(throttle.burst(), tokens + (now - filledAt) / NANOS_PER_SECOND * throttle.ratePerSecond());
        filledAt = now;
    }
}
