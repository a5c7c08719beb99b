package io.cloudstore.core.memory;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.BlobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.sweep.ReclaimRows;
import io.cloudstore.core.transfer.TransferBlob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What reclamation does to the table {@code blob}. */
final class Graves implements ReclaimRows {
    private final Database database;
    private final Clock clock;

    Graves(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean isReferenced(BlobId id) {
        return database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            return tables.files.values().stream()
                    .flatMap(file -> file.versions().stream())
                    .anyMatch(version -> version.blob().equals(id));
        });
    }

    @Override
    public boolean isMoving(BlobId id) {
        return database.within(tables -> Optional.ofNullable(tables.jobs.get(TransferBlob.jobOf(id)))
                .filter(row -> row.state() == JobState.LEASED && row.dueAt().isAfter(clock.instant()))
                .isPresent());
    }

    @Override
    public void tombstone(BlobId id) {
        change(id, Set.of(Life.LIVE), Life.TOMBSTONED, Optional.of(clock.instant()));
    }

    @Override
    public Duration tombstonedFor(BlobId id) {
        Instant since =
                database.read(tables -> tables.blobs.get(id).tombstonedAt().orElseThrow());
        return Duration.between(since, clock.instant());
    }

    @Override
    public void deleting(BlobId id) {
        change(
                id,
                Set.of(Life.TOMBSTONED, Life.QUARANTINED),
                Life.DELETING,
                database.read(tables -> tables.blobs.get(id).tombstonedAt()));
    }

    @Override
    public void drop(BlobId id) {
        database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            if (tables.blobs.get(id).blob().life() != Life.DELETING) {
                throw database.violated("a blob is dropped that is not DELETING");
            }
            return tables.blobs.remove(id);
        });
    }

    private void change(BlobId id, Set<Life> from, Life to, Optional<Instant> tombstonedAt) {
        database.within(tables -> {
            database.requireHeld(Row.BLOB, id);
            BlobRow row = tables.blobs.get(id);
            if (!from.contains(row.blob().life())) {
                throw database.violated("a blob that is " + row.blob().life() + " can't become " + to);
            }
            return tables.blobs.put(
                    id,
                    new BlobRow(
                            Blobs.with(
                                    row.blob(),
                                    row.blob().place(),
                                    to,
                                    row.blob().longTermUpload()),
                            row.digests(),
                            tombstonedAt));
        });
    }
}
