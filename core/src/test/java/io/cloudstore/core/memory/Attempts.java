package io.cloudstore.core.memory;

import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.core.admission.LimitCalls;
import io.cloudstore.core.memory.Tables.WindowRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The table {@code throttle}: fixed windows. */
final class Attempts implements CountAttempts, LimitCalls {
    private final Database database;
    private final Clock clock;

    Attempts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long count(String kind, String subject, Duration window) {
        return database.alone(tables -> tables.windows.merge(row(kind, subject, window), 1L, Long::sum));
    }

    @Override
    public long peek(String kind, String subject, Duration window) {
        return database.read(tables -> tables.windows.getOrDefault(row(kind, subject, window), 0L));
    }

    @Override
    public long count(String subject, Duration window) {
        return count("call", subject, window);
    }

    private WindowRow row(String kind, String subject, Duration window) {
        long seconds = window.toSeconds();
        long number = clock.instant().getEpochSecond() / seconds;
        return new WindowRow(kind + "/" + seconds + "/" + subject, Instant.ofEpochSecond((number + 1) * seconds));
    }
}
