package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code upload} and {@code upload_part}. */
final class Uploads implements FindUpload {
    private static final UploadId BEFORE_ALL = new UploadId(new UUID(0, 0));

    private final JdbcClient sql;

    Uploads(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Upload> find(UploadId id) {
        return sql.sql(UploadRow.SELECT + "WHERE id = :id")
                .param("id", bytes(id.value()))
                .query(UploadRow::read)
                .optional();
    }

    @Override
    public Optional<Upload> findByStagingKey(UUID stagingKey) {
        return sql.sql(UploadRow.SELECT + "WHERE staging_key = :key")
                .param("key", bytes(stagingKey))
                .query(UploadRow::read)
                .optional();
    }

    /** Ids are UUIDv7: their order is the order of opening. */
    @Override
    public List<Listed> open(AccountId account, Optional<UploadId> after, int limit) {
        return sql.sql(UploadRow.SELECT_LISTED + """
                WHERE account_id = :account AND live = 1 AND id > :after ORDER BY id LIMIT :limit
                """)
                .param("account", bytes(account.value()))
                .param("after", bytes(after.orElse(BEFORE_ALL).value()))
                .param("limit", limit)
                .query(UploadRow::readListed)
                .list();
    }

    @Override
    public List<RecordedPart> parts(UploadId id) {
        return sql.sql("SELECT n, sha256, length FROM upload_part WHERE upload_id = :id ORDER BY n")
                .param("id", bytes(id.value()))
                .query((row, n) -> new RecordedPart(row.getInt("n"), sha256(row, "sha256"), row.getLong("length")))
                .list();
    }

    @Override
    public List<UploadId> expired(Instant now, int limit) {
        return ids("""
                SELECT id FROM upload WHERE state = 'OPEN' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
                """, now, limit);
    }

    @Override
    public List<UploadId> unasked(Instant now, int limit) {
        return ids("""
                SELECT id FROM upload
                WHERE state = 'OPEN' AND part_count = 1 AND to_ask = TRUE AND urls_dead_at <= :now
                ORDER BY urls_dead_at LIMIT :limit
                """, now, limit);
    }

    private List<UploadId> ids(String statement, Instant now, int limit) {
        return sql.sql(statement)
                .param("now", time(now))
                .param("limit", limit)
                .query((row, n) -> new UploadId(uuid(row, "id")))
                .list();
    }
}
