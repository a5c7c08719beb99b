package io.cloudstore.functions.mysql;

import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.protocol.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code throttle}. A window begins at a whole multiple of its length since 1970, by the database's clock, so
 * all functions count into the same one.
 */
final class Attempts implements CountAttempts {
    /** The end of the current window of {@code :seconds}. */
    private static final String WINDOW_END =
            "TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ((UNIX_TIMESTAMP() DIV :seconds + 1) * :seconds) SECOND";

    private final JdbcClient sql;
    private final Units units;

    Attempts(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    /** Our own row is the newest of its subject: no other window can be newer, but the next one, begun meanwhile. */
    @Override
    public long count(String kind, String subject, Duration window) {
        byte[] hash = hash(kind, subject, window);
        return units.alone(() -> {
            sql.sql("INSERT INTO throttle (subject, ends_at, attempts) VALUES (:subject, " + WINDOW_END + ", 1)"
                            + " ON DUPLICATE KEY UPDATE attempts = attempts + 1")
                    .param("subject", hash)
                    .param("seconds", window.toSeconds())
                    .update();
            return sql.sql("SELECT attempts FROM throttle WHERE subject = :subject ORDER BY ends_at DESC LIMIT 1")
                    .param("subject", hash)
                    .query((row, n) -> row.getLong("attempts"))
                    .single();
        });
    }

    @Override
    public long peek(String kind, String subject, Duration window) {
        return sql.sql("SELECT attempts FROM throttle WHERE subject = :subject AND ends_at = " + WINDOW_END)
                .param("subject", hash(kind, subject, window))
                .param("seconds", window.toSeconds())
                .query((row, n) -> row.getLong("attempts"))
                .optional()
                .orElse(0L);
    }

    private static byte[] hash(String kind, String subject, Duration window) {
        if (window.toSeconds() < 1) {
            throw new IllegalArgumentException("a window has at least 1 second, not " + window);
        }
        String named = kind + '\0' + window.toSeconds() + '\0' + subject;
        return Sha256.digestOf(named.getBytes(StandardCharsets.UTF_8)).bytes();
    }
}
