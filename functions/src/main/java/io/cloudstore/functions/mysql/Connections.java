package io.cloudstore.functions.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import io.cloudstore.core.work.MetadataUnavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The pool, whose failure to give a connection is said in the words of {@code core}. */
final class Connections extends DelegatingDataSource {
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** Below the ten minutes after which load balancers and proxies drop what is silent. */
    private static final Duration OLDEST = Duration.ofMinutes(9);

    Connections(HikariDataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            throw new MetadataUnavailable("no connection to the metadata database", e);
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
        driver(config, settings);
        return config;
    }

    /** https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html */
    private static void driver(HikariConfig config, MySqlSettings settings) {
        config.addDataSourceProperty("connectTimeout", settings.connect().toMillis());
        config.addDataSourceProperty("socketTimeout", settings.answer().toMillis());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectionTimeZone", "UTC");
        config.addDataSourceProperty("rewriteBatchedStatements", "true");
        // Prepared statements of the server would pin a session of RDS Proxy to one connection.
        config.addDataSourceProperty("useServerPrepStmts", "false");
        // We never change isolation or autocommit in SQL, so the driver needs not ask the server for them.
        config.addDataSourceProperty("useLocalSessionState", "true");
        long lockWait = settings.lockWait().toSeconds();
        if (lockWait > 0) {
            config.addDataSourceProperty("sessionVariables", "innodb_lock_wait_timeout=" + lockWait);
        }
    }
}
