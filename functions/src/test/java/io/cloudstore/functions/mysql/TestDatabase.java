package io.cloudstore.functions.mysql;

import io.cloudstore.functions.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;

/**
 * The database of the tests, one for the JVM: the one that {@code CLOUDSTORE_TEST_MYSQL_URL}, {@code …_USER}, {@code
 * …_PASSWORD} and, for TLS that Java's own authorities don't vouch for, {@code …_CA} (a file of PEM certificates) name in
 * the environment, whose schema is emptied, or else a MariaDB of our own.
 */
final class TestDatabase {
    private static final String OUTSIDE = System.getenv("CLOUDSTORE_TEST_MYSQL_URL");
    private static final TestDatabase ONE = OUTSIDE == null ? embedded() : outside();

    private final String url;
    private final String user;
    private final String password;
    private final Optional<Path> authorities;

    private TestDatabase(String url, String user, String password, Optional<Path> authorities) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.authorities = authorities;
    }

    /** The database, its schema at today's version. */
    static TestDatabase get() {
        return ONE;
    }

    MySqlSettings settings(int poolSize) {
        return settings(url, poolSize);
    }

    MySqlSettings settings(String otherUrl, int poolSize) {
        return new MySqlSettings(
                otherUrl,
                user,
                () -> password,
                poolSize,
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ofSeconds(5),
                authorities.map(file -> () -> trust(file)));
    }

    String url() {
        return url;
    }

    /** The file of authorities that vouch for the server. */
    Optional<Path> authorities() {
        return authorities;
    }

    /** A connection past the adapter, for looking and for breaking. */
    Connection connect() {
        Properties properties = new Properties();
        properties.putAll(Connections.driver(settings(1)));
        properties.remove("sessionVariables");
        properties.put("user", user);
        properties.put("password", password);
        try {
            return DriverManager.getConnection(url, properties);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore trust(Path authorities) {
        try {
            return Trust.javaAnd(Files.readString(authorities));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase outside() {
        TestDatabase database = new TestDatabase(
                OUTSIDE,
                System.getenv("CLOUDSTORE_TEST_MYSQL_USER"),
                System.getenv("CLOUDSTORE_TEST_MYSQL_PASSWORD"),
                Optional.ofNullable(System.getenv("CLOUDSTORE_TEST_MYSQL_CA")).map(Path::of));
        Connections connections = Connections.to(database.settings(2));
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .cleanDisabled(false)
                    .load()
                    .clean();
        } finally {
            connections.close();
        }
        return database.migrated();
    }

    /** Security off: whoever reaches the loopback port for these minutes may do as it likes. */
    private static TestDatabase embedded() {
        // Without TLS: it would make a certificate of its own for seconds.
        EmbeddedMariaDb server = EmbeddedMariaDb.start("--ssl=0");
        return new TestDatabase(server.url(), "root", "", Optional.empty()).migrated();
    }

    private TestDatabase migrated() {
        try (MySql mysql = MySql.open(settings(2))) {
            mysql.migrate();
            mysql.migrate();
        }
        return this;
    }
}
