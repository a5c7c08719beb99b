package io.cloudstore.functions.mysql;

import com.mysql.cj.conf.ConnectionUrl;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.Credentials;
import io.cloudstore.core.work.MetadataUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The pool, opened by the first who needs a connection: opening it asks for the password, which may be as far away as the
 * database is. A failure to open it, or to give a connection, is said in the words of {@code core}.
 */
final class Connections extends AbstractDataSource {
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** Below the ten minutes after which load balancers and proxies drop what is silent. */
    private static final Duration OLDEST = Duration.ofMinutes(9);

    /** Of {@link ConnectionUrl}, in Connector/J 9. */
    private static final int URLS_KEPT = 100;

    private final Supplier<HikariDataSource> open;
    private volatile @Nullable HikariDataSource pool;
    private boolean closed;

    Connections(Supplier<HikariDataSource> open) {
        this.open = open;
    }

    /** To the database that {@code settings} name. */
    static Connections to(MySqlSettings settings) {
        return new Connections(() -> new HikariDataSource(pool(settings)));
    }

    @Override
    public Connection getConnection() {
        HikariDataSource known = pool;
        try {
            return (known == null ? opened() : known).getConnection();
        } catch (SQLException e) {
            throw new MetadataUnavailable("no connection to the metadata database", e);
        }
    }

    /** Everyone connects as the user of the settings. */
    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    /** Whoever waits here would wait for the same password. */
    private synchronized HikariDataSource opened() {
        HikariDataSource known = pool;
        if (known == null) {
            if (closed) {
                throw new MetadataUnavailable("the metadata database was closed", new IllegalStateException());
            }
            try {
                known = open.get();
            } catch (RuntimeException unopened) {
                throw new MetadataUnavailable("the way to the metadata database is not known", unopened);
            }
            pool = known;
        }
        return known;
    }

    /** Has connections in use closed when they come back, and all others now. */
    void evict() {
        HikariDataSource known = pool;
        HikariPoolMXBean connections = known == null ? null : known.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    /** Closes every connection for good. */
    synchronized void close() {
        closed = true;
        HikariDataSource known = pool;
        pool = null;
        if (known != null) {
            known.close();
        }
    }

    /** The driver keeps the last URLs, in whose keys the passwords stand: so many of nobody's drive ours out. */
    static void forgetPasswords() {
        for (int i = 0; i < URLS_KEPT; i++) {
            ConnectionUrl.getConnectionUrlInstance("jdbc:mysql://nobody-" + i + ".invalid/", new Properties());
        }
    }

    static HikariConfig pool(MySqlSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("cloudstore");
        config.setDriverClassName("com.mysql.cj.jdbc.Driver");
        config.setJdbcUrl(settings.url());
        config.setCredentialsProvider(
                () -> Credentials.of(settings.user(), settings.password().get()));
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(0);
        config.setInitializationFailTimeout(-1); // a database that is away at the start is an outage like any other
        config.setConnectionTimeout(settings.connect().toMillis());
        config.setValidationTimeout(Math.min(2_000, settings.connect().toMillis()));
        config.setIdleTimeout(IDLE.toMillis());
        config.setMaxLifetime(OLDEST.toMillis());
        // Once for each connection: what Spring would set for each transaction costs a round trip there.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        driver(settings).forEach(config::addDataSourceProperty);
        return config;
    }

    /**
     * Our choices, where the URL makes none: the driver itself would let them go before the URL's.
     * https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html
     */
    static Map<String, String> driver(MySqlSettings settings) {
        Map<String, String> choices = new HashMap<>(Tls.properties(settings));
        choices.put("connectTimeout", String.valueOf(settings.connect().toMillis()));
        choices.put("socketTimeout", String.valueOf(settings.answer().toMillis()));
        choices.put("tcpKeepAlive", "true");
        choices.put("connectionTimeZone", "UTC");
        choices.put("rewriteBatchedStatements", "true");
        // Prepared statements of the server would pin a session of RDS Proxy to one connection.
        choices.put("useServerPrepStmts", "false");
        // We never change isolation or autocommit in SQL, so the driver needs not ask the server for them.
        choices.put("useLocalSessionState", "true");
        long lockWait = settings.lockWait().toSeconds();
        if (lockWait > 0) {
            choices.put("sessionVariables", "innodb_lock_wait_timeout=" + lockWait);
        }
        choices.keySet().removeIf(name -> names(settings.url(), name));
        return choices;
    }

    /** Whether a URL sets a property, after its question mark or beside a host. */
    private static boolean names(String url, String property) {
        return Pattern.compile("[?&(,]\\s*" + property + "\\s*=", Pattern.CASE_INSENSITIVE)
                .matcher(url)
                .find();
    }
}
