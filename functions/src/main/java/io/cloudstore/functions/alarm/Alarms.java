package io.cloudstore.functions.alarm;

import io.cloudstore.core.work.Alarm;
import java.time.Clock;

/** Makes the adapter of {@link Alarm}. */
public final class Alarms {
    private Alarms() {}

    /** Rings by a line of the log; {@code clock} dates it. */
    public static Alarm logging(Clock clock) {
        return new LoggedAlarm(clock);
    }
}
