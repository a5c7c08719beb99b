package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.time;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Writes the tables {@code upload} and {@code upload_part}. {@code to_ask} is raised with every signing and lowered when
 * the store was asked, or the key is another. An upload that ends drops its parts' rows: a merge has taken them over,
 * the other ends need none.
 */
final class UploadChanges implements StoreUpload {
    /** Rows that one statement inserts. */
    private static final int ROWS_A_STATEMENT = 1_000;

    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Units units;

    UploadChanges(JdbcClient sql, JdbcTemplate jdbc, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.units = units;
    }

    @Override
    public int countOpen(AccountId account) {
        return sql.sql("SELECT COUNT(*) AS uploads FROM upload WHERE account_id = :account AND live = 1")
                .param("account", bytes(account.value()))
                .query((row, n) -> row.getInt("uploads"))
                .single();
    }

    @Override
    public Optional<Upload> lock(UploadId id) {
        units.required();
        return of(id, UploadRow.SELECT + "WHERE id = :id FOR UPDATE")
                .query(UploadRow::read)
                .optional();
    }

    /** VALUES(): the newer way to name the row has no counterpart in MariaDB. */
    @Override
    public void record(UploadId id, List<RecordedPart> parts) {
        units.required();
        if (parts.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                "INSERT INTO upload_part (upload_id, n, sha256, length) VALUES (?, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE sha256 = VALUES(sha256), length = VALUES(length)",
                parts,
                ROWS_A_STATEMENT,
                (row, part) -> {
                    row.setBytes(1, bytes(id.value()));
                    row.setInt(2, part.n());
                    row.setBytes(3, part.sha256().bytes());
                    row.setLong(4, part.length());
                });
        of(id, "UPDATE upload SET to_ask = TRUE WHERE id = :id").update();
    }

    /** {@code to_ask} comes first: assignments go from left to right, and it asks for the old time. */
    @Override
    public void touch(UploadId id, Instant urlsDeadAt, Instant expiresAt) {
        units.required();
        of(id, """
                UPDATE upload
                SET to_ask = to_ask OR urls_dead_at < CAST(:urlsDeadAt AS DATETIME(6)),
                    urls_dead_at = GREATEST(urls_dead_at, CAST(:urlsDeadAt AS DATETIME(6))),
                    expires_at = GREATEST(expires_at, CAST(:expiresAt AS DATETIME(6)))
                WHERE id = :id
                """)
                .param("urlsDeadAt", time(urlsDeadAt))
                .param("expiresAt", time(expiresAt))
                .update();
    }

    @Override
    public String multipart(UploadId id, String multipartId) {
        units.required();
        of(id, "UPDATE upload SET multipart_id = :multipart WHERE id = :id AND multipart_id IS NULL")
                .param("multipart", multipartId)
                .update();
        return of(id, "SELECT multipart_id FROM upload WHERE id = :id FOR UPDATE")
                .query((row, n) -> row.getString("multipart_id"))
                .single();
    }

    @Override
    public void rekey(UploadId id, UUID stagingKey, Instant now) {
        units.required();
        int rekeyed = of(id, """
                UPDATE upload SET staging_key = :key, multipart_id = NULL, urls_dead_at = :now, to_ask = FALSE
                WHERE id = :id AND state = 'OPEN'
                """)
                .param("key", bytes(stagingKey))
                .param("now", time(now))
                .update();
        if (rekeyed == 1) {
            dropParts(id);
        }
    }

    @Override
    public void asked(UploadId id) {
        units.run(
                () -> of(id, "UPDATE upload SET to_ask = FALSE WHERE id = :id").update());
    }

    @Override
    public boolean move(UploadId id, UploadState from, UploadState to, Instant now) {
        units.required();
        boolean ends = to != UploadState.OPEN && to != UploadState.MERGING;
        boolean moved = of(id, "UPDATE upload SET state = :to, ended_at = :endedAt WHERE id = :id AND state = :from")
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("endedAt", ends ? time(now) : null, Types.TIMESTAMP)
                        .update()
                == 1;
        if (moved && ends) {
            dropParts(id);
        }
        return moved;
    }

    @Override
    public boolean merged(UploadId id, FileId file, boolean renamed, Instant now) {
        return becomesFile(id, UploadState.MERGING, UploadState.MERGED, file, renamed, now);
    }

    @Override
    public boolean instant(UploadId id, FileId file, boolean renamed, Instant now) {
        return becomesFile(id, UploadState.OPEN, UploadState.INSTANT, file, renamed, now);
    }

    private boolean becomesFile(
            UploadId id, UploadState from, UploadState to, FileId file, boolean renamed, Instant now) {
        units.required();
        boolean moved = of(id, """
                UPDATE upload SET state = :to, file_id = :file, renamed = :renamed, ended_at = :now
                WHERE id = :id AND state = :from
                """)
                        .param("from", from.name())
                        .param("to", to.name())
                        .param("file", bytes(file.value()))
                        .param("renamed", renamed)
                        .param("now", time(now))
                        .update()
                == 1;
        if (moved) {
            dropParts(id);
        }
        return moved;
    }

    private void dropParts(UploadId id) {
        of(id, "DELETE FROM upload_part WHERE upload_id = :id").update();
    }

    private StatementSpec of(UploadId id, String statement) {
        return sql.sql(statement).param("id", bytes(id.value()));
    }
}
