package io.cloudstore.core.memory;

import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.sweep.ForgetOld;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Drops rows that nobody needs any more. */
final class OldRows implements ForgetOld {
    private final Database database;
    private final Clock clock;

    OldRows(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void forget(Duration age, int limit) {
        Instant now = clock.instant();
        Instant latest = now.minus(age);
        database.alone(tables -> {
            tables.jobs
                    .values()
                    .removeIf(
                            row -> row.state() == JobState.DONE && !row.dueAt().isAfter(latest));
            tables.uploads
                    .values()
                    .removeIf(row -> row.endedAt()
                            .filter(ended -> !ended.isAfter(latest))
                            .isPresent());
            tables.tokens.values().removeIf(row -> !row.expiresAt().isAfter(now));
            tables.keys.values().removeIf(row -> !row.expiresAt().isAfter(now));
            tables.windows.keySet().removeIf(row -> !row.endsAt().isAfter(now));
            return true;
        });
    }
}
