package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.receipt.FindVerified;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the table {@code blob} when content was verified. */
final class Verifications implements FindVerified {
    private final JdbcClient sql;

    Verifications(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Verified> verified(BlobId blob) {
        return sql.sql("""
                SELECT size, part_size, part_count, stored_at FROM `blob` WHERE id = :id AND stored_at IS NOT NULL
                """)
                .param("id", bytes(blob.value()))
                .query((row, n) -> new Verified(BlobRow.plan(row), instant(row, "stored_at")))
                .optional();
    }
}
