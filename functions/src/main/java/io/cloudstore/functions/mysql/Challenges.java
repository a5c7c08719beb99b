package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.sha256;
import static io.cloudstore.functions.mysql.Columns.time;

import io.cloudstore.core.instant.KeepChallenge;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.instant.Nonce;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** The columns of table {@code upload} that hold its challenge. */
final class Challenges implements KeepChallenge {
    private final JdbcClient sql;
    private final Units units;

    Challenges(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public boolean put(UploadId upload, Pending challenge, Instant uploadExpiresAt) {
        return units.alone(() -> of(upload, """
                UPDATE upload
                SET claimed = :claimed, nonce = :nonce, challenge_end_at = :end,
                    expires_at = GREATEST(expires_at, CAST(:uploadEnd AS DATETIME(6)))
                WHERE id = :id AND state = 'OPEN'
                """)
                        .param("claimed", challenge.claimed().digest().bytes())
                        .param("nonce", challenge.nonce().bytes())
                        .param("end", time(challenge.expiresAt()))
                        .param("uploadEnd", time(uploadExpiresAt))
                        .update()
                == 1);
    }

    /** The update decides; what was read before it is no more than which challenge is meant. */
    @Override
    public Optional<Pending> use(UploadId upload, Instant now) {
        return units.alone(() -> of(
                        upload,
                        "SELECT claimed, part_count, nonce, challenge_end_at FROM upload WHERE id = :id"
                                + " AND nonce IS NOT NULL")
                .query(Challenges::read)
                .optional()
                .filter(pending -> isMine(upload, pending, now)));
    }

    private boolean isMine(UploadId upload, Pending pending, Instant now) {
        return of(upload, """
                UPDATE upload SET claimed = NULL, nonce = NULL, challenge_end_at = NULL
                WHERE id = :id AND nonce = :nonce AND challenge_end_at > :now AND state = 'OPEN'
                """)
                        .param("nonce", pending.nonce().bytes())
                        .param("now", time(now))
                        .update()
                == 1;
    }

    private static Pending read(ResultSet row, int n) throws SQLException {
        return new Pending(
                new ContentId(sha256(row, "claimed"), row.getInt("part_count")),
                Nonce.of(row.getBytes("nonce")),
                instant(row, "challenge_end_at"));
    }

    private StatementSpec of(UploadId upload, String statement) {
        return sql.sql(statement).param("id", bytes(upload.value()));
    }
}
