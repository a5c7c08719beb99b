package io.cloudstore.functions.mysql;

import io.cloudstore.core.work.MetadataUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Tells what the database's errors mean to us: an outage, a victim that may run again, or anything else. Numbers are
 * those of https://dev.mysql.com/doc/mysql-errors/9.4/en/server-error-reference.html
 */
final class Faults implements SQLExceptionTranslator {
    /** A deadlock's victim, and a lock that was not given in time. */
    private static final Set<Integer> VICTIM = Set.of(1213, 1205);
    /** Started with --read-only, and in read-only mode: a primary that is none any more. */
    private static final Set<Integer> READ_ONLY = Set.of(1290, 1836);
    /** Too many connections, of the server and of this user; shutting down; killed. */
    private static final Set<Integer> AWAY = Set.of(1040, 1203, 1226, 1053, 1317, 1927, 3169);

    private final Connections connections;
    private final SQLExceptionTranslator others = new SQLExceptionSubclassTranslator();

    Faults(Connections connections) {
        this.connections = connections;
    }

    @Override
    public @Nullable DataAccessException translate(String task, @Nullable String sql, SQLException e) {
        if (READ_ONLY.contains(e.getErrorCode())) {
            // The name now stands for another server: what is connected to the old one must connect anew.
            connections.evict();
            throw new MetadataUnavailable("the metadata database takes no writes", e);
        }
        if (AWAY.contains(e.getErrorCode()) || isOfConnection(e)) {
            throw new MetadataUnavailable("the metadata database went away", e);
        }
        return others.translate(task, sql, e);
    }

    /** Whether {@code thrown} says that the transaction was picked as a victim and may run again. */
    static boolean isVictim(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof SQLException e && VICTIM.contains(e.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE class 08: connection exceptions. No state at all: the pool's own word for a connection it gave up. */
    private static boolean isOfConnection(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08");
    }
}
