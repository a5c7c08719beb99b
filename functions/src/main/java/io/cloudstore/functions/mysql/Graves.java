package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.sweep.ReclaimRows;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What reclamation asks and does of the table {@code blob}. */
final class Graves implements ReclaimRows {
    private final JdbcClient sql;
    private final Units units;

    Graves(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    /** FOR UPDATE: whatever snapshot the transaction has, this sees the last commit, and waits for one that is under way. */
    @Override
    public boolean isReferenced(BlobId id) {
        units.required();
        return isThere(id, "SELECT 1 FROM file_version WHERE blob_id = :id LIMIT 1 FOR UPDATE");
    }

    /** Who leases the transfer next meets the blob's lock, and then what has become of the blob. */
    @Override
    public boolean isMoving(BlobId id) {
        return isThere(id, """
                SELECT 1 FROM job
                WHERE kind = 'TRANSFER' AND subject = :id AND state = 'LEASED' AND due_at > UTC_TIMESTAMP(6)
                """);
    }

    @Override
    public void tombstone(BlobId id) {
        change(id, """
                UPDATE `blob` SET life = 'TOMBSTONED', tombstoned_at = UTC_TIMESTAMP(6)
                WHERE id = :id AND life = 'LIVE'
                """);
    }

    @Override
    public Duration tombstonedFor(BlobId id) {
        return of(id, """
                SELECT TIMESTAMPDIFF(MICROSECOND, tombstoned_at, UTC_TIMESTAMP(6)) AS age FROM `blob` WHERE id = :id
                """)
                .query((row, n) -> Duration.of(row.getLong("age"), ChronoUnit.MICROS))
                .single();
    }

    @Override
    public void deleting(BlobId id) {
        change(id, "UPDATE `blob` SET life = 'DELETING' WHERE id = :id AND life IN ('TOMBSTONED', 'QUARANTINED')");
    }

    @Override
    public void drop(BlobId id) {
        change(id, "DELETE FROM `blob` WHERE id = :id AND life = 'DELETING'");
    }

    private void change(BlobId id, String statement) {
        units.required();
        if (of(id, statement).update() != 1) {
            throw new IllegalStateException("blob " + id + " is in no state for this");
        }
    }

    private boolean isThere(BlobId id, String statement) {
        return of(id, statement).query((row, n) -> true).optional().isPresent();
    }

    private StatementSpec of(BlobId id, String statement) {
        return sql.sql(statement).param("id", bytes(id.value()));
    }
}
