package io.cloudstore.embedded.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EnginePrograms;
import io.cloudstore.embedded.folder.OwnerProcess;
import io.cloudstore.gateway.hosting.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MySqlEngineTest {
    private static final DatabaseAccount OWNER = DatabaseAccount.owner("cloudstore", "first1");

    @TempDir
    Path parent;

    @Test
    void a_new_database_has_the_account_and_the_settings_that_the_code_counts_on() throws Exception {
        try (DataFolder folder = open();
                MySqlEngine engine = start(folder, OWNER);
                Connection connection = connect(engine, "cloudstore", "first1")) {
            assertThat(ask(connection, "SELECT @@transaction_isolation")).isEqualTo("READ-COMMITTED");
            assertThat(ask(connection, "SELECT @@collation_database")).isEqualTo("utf8mb4_bin");
            assertThat(ask(connection, "SELECT @@bind_address")).isEqualTo("127.0.0.1");
            assertThat(ask(connection, "SELECT @@sql_mode")).contains("ONLY_FULL_GROUP_BY");
            assertThat(ask(connection, "SELECT @@time_zone")).isEqualTo("+00:00");
            tell(connection, "CREATE TABLE names (name VARCHAR(9))");
            tell(connection, "INSERT INTO names VALUES ('a'), ('A')");
            assertThat(ask(connection, "SELECT COUNT(*) FROM names WHERE name = 'a'"))
                    .isEqualTo("1");
        }
    }

    @Test
    void nobody_else_gets_in_and_the_account_stays_in_its_database() throws Exception {
        DatabaseAccount reader = new DatabaseAccount("reader", "second2", "SELECT");
        try (DataFolder folder = open();
                MySqlEngine engine = start(folder, OWNER, reader);
                Connection owner = connect(engine, "cloudstore", "first1");
                Connection readOnly = connect(engine, "reader", "second2")) {
            assertThatThrownBy(() -> connect(engine, "cloudstore", "wrong")).hasMessageContaining("Access denied");
            assertThatThrownBy(() -> connect(engine, "root", "")).hasMessageContaining("Access denied");
            assertThatThrownBy(() -> connect(engine, "", "")).hasMessageContaining("Access denied");
            assertThatThrownBy(() -> ask(owner, "SELECT User FROM mysql.user")).hasMessageContaining("denied");
            tell(owner, "CREATE TABLE t (n INT)");
            assertThatThrownBy(() -> tell(readOnly, "INSERT INTO t VALUES (1)")).hasMessageContaining("denied");
        }
    }

    @Test
    void data_is_there_after_a_stop_and_a_start_and_the_newest_password_counts() throws Exception {
        try (DataFolder folder = open()) {
            try (MySqlEngine engine = start(folder, OWNER)) {
                keepOneRow(engine, "first1");
            }
            try (MySqlEngine engine = start(folder, DatabaseAccount.owner("cloudstore", "changed"));
                    Connection connection = connect(engine, "cloudstore", "changed")) {
                assertThat(ask(connection, "SELECT name FROM kept")).isEqualTo("报告");
                assertThatThrownBy(() -> connect(engine, "cloudstore", "first1"))
                        .hasMessageContaining("denied");
            }
        }
    }

    @Test
    void a_committed_row_survives_the_kill_of_the_owner_and_the_engine_left_over_is_ended() throws Exception {
        try (OwnerProcess owner = OwnerProcess.run(Owner.class, root().toString())) {
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(owner.line())).orElseThrow();
            owner.kill();
            assertThat(engine.isAlive()).isTrue();
            assertKept();
            assertThat(engine.isAlive()).isFalse();
        }
    }

    @Test
    void a_committed_row_survives_the_kill_of_owner_and_engine() throws Exception {
        try (OwnerProcess owner = OwnerProcess.run(Owner.class, root().toString())) {
            ProcessHandle engine =
                    ProcessHandle.of(Long.parseLong(owner.line())).orElseThrow();
            owner.kill();
            engine.destroyForcibly();
            engine.onExit().join();
            assertKept();
        }
    }

    @Test
    void an_engine_that_ends_while_starting_says_what_its_log_says() throws Exception {
        try (DataFolder folder = open()) {
            Files.createDirectory(folder.mysql().resolve("data"));
            assertThatThrownBy(() -> start(folder, OWNER))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("mysql engine ended while starting")
                    .hasMessageContaining("[ERROR]");
        }
    }

    @Test
    void no_password_is_left_in_a_file() throws Exception {
        try (DataFolder folder = open();
                MySqlEngine engine = start(folder, OWNER)) {
            assertThat(engine.pid()).isPositive();
            assertThat(folder.mysql()).isDirectoryNotContaining("glob:**/init*");
            assertThat(OWNER.toString()).doesNotContain("first1");
        }
    }

    private void assertKept() throws Exception {
        try (DataFolder folder = open();
                MySqlEngine engine = start(folder, OWNER);
                Connection connection = connect(engine, "cloudstore", "first1")) {
            assertThat(ask(connection, "SELECT name FROM kept")).isEqualTo("报告");
        }
    }

    private Path root() {
        return parent.resolve("data");
    }

    private DataFolder open() {
        return DataFolder.open(root(), OptionalInt.of(0));
    }

    private static MySqlEngine start(DataFolder folder, DatabaseAccount... accounts) throws InterruptedException {
        return MySqlEngine.start(folder, EnginePrograms.ofThisUser(), List.of(accounts));
    }

    private static Connection connect(MySqlEngine engine, String name, String password) throws SQLException {
        return DriverManager.getConnection(engine.jdbcUrl(), name, password);
    }

    private static void keepOneRow(MySqlEngine engine, String password) throws SQLException {
        try (Connection connection = connect(engine, "cloudstore", password)) {
            tell(connection, "CREATE TABLE kept (name VARCHAR(255))");
            tell(connection, "INSERT INTO kept VALUES ('报告')");
        }
    }

    private static void tell(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Commits one row, says the engine's process id, and waits for its end. */
    static final class Owner {
        public static void main(String... arguments) throws Exception {
            DataFolder folder = DataFolder.open(Path.of(arguments[0]), OptionalInt.of(0));
            MySqlEngine engine = start(folder, OWNER);
            keepOneRow(engine, "first1");
            System.out.println(engine.pid());
            OwnerProcess.waitToBeKilled();
        }
    }
}
