package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.optionalInstant;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code session} and {@code refresh_token}. */
final class Sessions implements StoreSession {
    private final JdbcClient sql;
    private final Units units;

    Sessions(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public void begin(SessionId session, AccountId account, String device, Sha256 refreshHash, Instant expiresAt) {
        units.run(() -> {
            sql.sql("""
                    INSERT INTO session (id, account_id, device, created_at, expires_at)
                    VALUES (:id, :account, :device, UTC_TIMESTAMP(6), :expiresAt)
                    """)
                    .param("id", bytes(session.value()))
                    .param("account", bytes(account.value()))
                    .param("device", device)
                    .param("expiresAt", time(expiresAt))
                    .update();
            addToken(session, refreshHash, expiresAt);
        });
    }

    /** Session before token, as everybody locks them; so the session is learnt first, without a lock. */
    @Override
    public Optional<RefreshToken> lockToken(Sha256 refreshHash) {
        units.required();
        return sql.sql("SELECT session_id FROM refresh_token WHERE hash = :hash")
                .param("hash", refreshHash.bytes())
                .query((row, n) -> new SessionId(uuid(row, "session_id")))
                .optional()
                .flatMap(session -> lock(session, refreshHash));
    }

    private Optional<RefreshToken> lock(SessionId session, Sha256 refreshHash) {
        sql.sql("SELECT id FROM session WHERE id = :id FOR UPDATE")
                .param("id", bytes(session.value()))
                .query((row, n) -> row.getBytes("id"))
                .optional();
        return sql.sql("""
                SELECT s.id, s.account_id, t.used_at, t.expires_at,
                       s.revoked_at IS NULL AND s.expires_at > UTC_TIMESTAMP(6) AS is_live
                FROM refresh_token t JOIN session s ON s.id = t.session_id
                WHERE t.hash = :hash
                """)
                .param("hash", refreshHash.bytes())
                .query((row, n) -> new RefreshToken(
                        new SessionId(uuid(row, "id")),
                        new AccountId(uuid(row, "account_id")),
                        optionalInstant(row, "used_at"),
                        instant(row, "expires_at"),
                        row.getBoolean("is_live")))
                .optional();
    }

    @Override
    public void rotate(SessionId session, Sha256 used, Sha256 successor, Instant now, Instant expiresAt) {
        units.required();
        sql.sql("UPDATE refresh_token SET used_at = :now WHERE hash = :hash AND used_at IS NULL")
                .param("now", time(now))
                .param("hash", used.bytes())
                .update();
        addToken(session, successor, expiresAt);
        sql.sql("""
                UPDATE session SET expires_at = GREATEST(expires_at, CAST(:expiresAt AS DATETIME(6)))
                WHERE id = :id AND revoked_at IS NULL
                """)
                .param("expiresAt", time(expiresAt))
                .param("id", bytes(session.value()))
                .update();
    }

    private void addToken(SessionId session, Sha256 hash, Instant expiresAt) {
        sql.sql("INSERT INTO refresh_token (hash, session_id, expires_at) VALUES (:hash, :session, :expiresAt)")
                .param("hash", hash.bytes())
                .param("session", bytes(session.value()))
                .param("expiresAt", time(expiresAt))
                .update();
    }

    /** Its expiry comes back to now, so that one index finds every session that is over. */
    @Override
    public void revoke(SessionId session, Instant now) {
        units.run(() -> sql.sql("""
                UPDATE session SET revoked_at = :now, expires_at = LEAST(expires_at, CAST(:now AS DATETIME(6)))
                WHERE id = :id AND revoked_at IS NULL
                """)
                .param("now", time(now))
                .param("id", bytes(session.value()))
                .update());
    }

    @Override
    public boolean isLive(SessionId session, AccountId account, Instant now) {
        return sql.sql("""
                SELECT id FROM session
                WHERE id = :id AND account_id = :account AND revoked_at IS NULL AND expires_at > :now
                """)
                .param("id", bytes(session.value()))
                .param("account", bytes(account.value()))
                .param("now", time(now))
                .query((row, n) -> row.getBytes("id"))
                .optional()
                .isPresent();
    }
}
