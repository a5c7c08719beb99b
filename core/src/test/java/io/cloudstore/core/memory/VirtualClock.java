package io.cloudstore.core.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that moves only when it is told to. */
public final class VirtualClock extends Clock {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /** Lets {@code time} pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Lets time pass until a moment, if that is still to come. */
    public void passTo(Instant moment) {
        if (moment.isAfter(now)) {
            now = moment;
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times are UTC");
    }
}
