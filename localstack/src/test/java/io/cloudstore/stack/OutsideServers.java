package io.cloudstore.stack;

import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.OutsideMySql;
import io.cloudstore.embedded.OutsideRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A MySQL and a Redis that somebody else runs, under an embedded cloud: the stack {@value #STACK}. They are never started
 * from here; their addresses are taken from the environment, by the same names as the adapters' contract tests.
 *
 * @param ca PEM certificates that both are checked against, besides those that Java trusts
 */
record OutsideServers(MySqlServer mysql, RedisServer redis, List<Path> ca) {
    /** The stack's name. */
    static final String STACK = "mysql";

    private static final String HOW =
            "The stack \"" + STACK + "\" needs a MySQL 9 and a Redis 7 that run: localstack/engines/up"
                    + " starts both, with TLS. Then name them in the environment:"
                    + " CLOUDSTORE_TEST_MYSQL_URL (jdbc:mysql://host:port/schema; the schema is emptied),"
                    + " CLOUDSTORE_TEST_MYSQL_USER, CLOUDSTORE_TEST_MYSQL_PASSWORD, CLOUDSTORE_TEST_REDIS_URL (rediss://host:port),"
                    + " CLOUDSTORE_TEST_REDIS_PASSWORD and, for TLS with a certificate that Java doesn't know,"
                    + " CLOUDSTORE_TEST_MYSQL_CA and CLOUDSTORE_TEST_REDIS_CA (PEM files). Missing here: ";

    /** @param url of the schema, which is emptied */
    record MySqlServer(String url, String user, String password) {}

    /** @param uri {@code redis://} or {@code rediss://} */
    record RedisServer(URI uri, Optional<String> password) {}

    /** The servers of this run, or none when another stack was chosen. */
    static Optional<OutsideServers> chosen() {
        return STACK.equals(System.getProperty("cloudstore.stack"))
                ? Optional.of(named(System.getenv()))
                : Optional.empty();
    }

    /**
     * The servers that an environment names.
     *
     * @throws StackMissing naming what isn't there
     */
    static OutsideServers named(Map<String, String> environment) {
        UnaryOperator<String> read = name -> environment.getOrDefault("CLOUDSTORE_TEST_" + name, "");
        List<String> missing = Stream.of("MYSQL_URL", "MYSQL_USER", "MYSQL_PASSWORD", "REDIS_URL")
                .filter(name -> read.apply(name).isEmpty())
                .map(name -> "CLOUDSTORE_TEST_" + name)
                .toList();
        if (!missing.isEmpty()) {
            throw new StackMissing(HOW + String.join(", ", missing) + ".");
        }
        return new OutsideServers(
                new MySqlServer(read.apply("MYSQL_URL"), read.apply("MYSQL_USER"), read.apply("MYSQL_PASSWORD")),
                new RedisServer(
                        URI.create(read.apply("REDIS_URL")),
                        Optional.of(read.apply("REDIS_PASSWORD")).filter(password -> !password.isEmpty())),
                Stream.of("MYSQL_CA", "REDIS_CA")
                        .map(read)
                        .filter(file -> !file.isEmpty())
                        .map(Path::of)
                        .distinct()
                        .toList());
    }

    /** Drops every table: what an earlier run left belongs to a store that is gone. */
    void emptySchema() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = statement.executeQuery("SHOW TABLES")) {
                while (found.next()) {
                    tables.add(found.getString(1));
                }
            }
            statement.execute("SET FOREIGN_KEY_CHECKS = 0");
            for (String table : tables) {
                statement.execute("DROP TABLE `" + table + "`");
            }
        }
    }

    /** A connection to the schema. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(mysql.url(), mysql.user(), mysql.password());
    }

    /** {@code settings} with these servers; their secrets become files in {@code secrets}, which only its owner may read. */
    EmbeddedSettings under(EmbeddedSettings settings, Path secrets) {
        Path folder = secrets.toAbsolutePath();
        EmbeddedSettings changed = settings.with(
                        new OutsideMySql(mysql.url(), mysql.user(), write(folder, "mysql-password", mysql.password())))
                .with(new OutsideRedis(
                        redis.uri(), redis.password().map(password -> write(folder, "redis-password", password))));
        return ca.isEmpty() ? changed : changed.trusting(write(folder, "ca.pem", certificates()));
    }

    /** All of them in one text: the template has one parameter for both engines. */
    private String certificates() {
        StringBuilder all = new StringBuilder();
        for (Path file : ca) {
            try {
                all.append(Files.readString(file)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("the CA certificates can't be read", e);
            }
        }
        return all.toString();
    }

    private static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
