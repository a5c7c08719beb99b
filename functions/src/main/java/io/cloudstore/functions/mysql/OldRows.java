package io.cloudstore.functions.mysql;

import io.cloudstore.core.sweep.ForgetOld;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that are over, in every table that has such. Each statement commits for itself and finds its rows by an index. */
final class OldRows implements ForgetOld {
    private final JdbcClient sql;
    private final Units units;

    OldRows(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public void forget(Duration age, int limit) {
        drop("job", "ended_at", age, limit);
        drop("upload", "ended_at", age, limit);
        drop("refresh_token", "expires_at", Duration.ZERO, limit);
        drop("session", "expires_at", Duration.ZERO, limit);
        drop("idempotency", "expires_at", Duration.ZERO, limit);
        drop("throttle", "ends_at", Duration.ZERO, limit);
    }

    /** Table and column are constants of this class. */
    private void drop(String table, String end, Duration age, int limit) {
        String statement = "DELETE FROM " + table + " WHERE " + end
                + " <= UTC_TIMESTAMP(6) - INTERVAL :age MICROSECOND ORDER BY " + end + " LIMIT :limit";
        units.alone(() -> sql.sql(statement)
                .param("age", Columns.micros(age))
                .param("limit", limit)
                .update());
    }
}
