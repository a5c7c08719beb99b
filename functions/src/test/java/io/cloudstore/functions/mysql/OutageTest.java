package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.work.MetadataUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class OutageTest {
    private static MySqlSettings quick(String url, int poolSize) {
        MySqlSettings settings = TestDatabase.get().settings(url, poolSize);
        return new MySqlSettings(
                url,
                settings.user(),
                settings.password(),
                poolSize,
                Duration.ofSeconds(2),
                settings.answer(),
                settings.lockWait(),
                settings.trust());
    }

    @Test
    void a_database_that_is_away_is_unavailable_to_reads_and_units_alike() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (MySql away = MySql.open(quick("jdbc:mysql://127.0.0.1:" + closed + "/cloudstore", 2))) {
            assertThatThrownBy(() -> away.storeAccount().find(new AccountId(World.id())))
                    .isInstanceOf(MetadataUnavailable.class);
            assertThatThrownBy(() -> away.unitOfWork().run(() -> {})).isInstanceOf(MetadataUnavailable.class);
        }
    }

    @Test
    void a_password_that_cannot_be_read_holds_up_no_start_and_makes_calls_unavailable_until_it_can() {
        MySqlSettings settings = TestDatabase.get().settings(1);
        AccountId account = account().id();
        AtomicBoolean away = new AtomicBoolean(true);
        var hidden = new MySqlSettings(
                settings.url(),
                settings.user(),
                () -> {
                    if (away.get()) {
                        throw new IllegalStateException("the store of secrets is away");
                    }
                    return settings.password().get();
                },
                1,
                settings.connect(),
                settings.answer(),
                settings.lockWait(),
                settings.trust());
        try (MySql mysql = MySql.open(hidden)) {
            assertThatThrownBy(() -> mysql.storeAccount().find(account)).isInstanceOf(MetadataUnavailable.class);
            assertThatThrownBy(() -> mysql.unitOfWork().run(() -> {})).isInstanceOf(MetadataUnavailable.class);

            away.set(false);
            assertThat(mysql.storeAccount().find(account)).isPresent();
        }
    }

    @Test
    void what_is_closed_connects_no_more() {
        AccountId account = account().id();
        MySql mysql = MySql.open(TestDatabase.get().settings(1));
        assertThat(mysql.storeAccount().find(account)).isPresent();
        mysql.close();

        assertThatThrownBy(() -> mysql.storeAccount().find(account)).isInstanceOf(MetadataUnavailable.class);
    }

    /** F39. */
    @Test
    void an_exhausted_pool_sheds_and_recovers() {
        AccountId account = account().id();
        try (MySql small = MySql.open(quick(TestDatabase.get().url(), 1))) {
            CountDownLatch shed = new CountDownLatch(1);
            CountDownLatch taken = new CountDownLatch(1);
            CompletableFuture<Void> holder =
                    CompletableFuture.runAsync(() -> small.unitOfWork().run(() -> {
                        taken.countDown();
                        try {
                            shed.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }));
            await().atMost(Duration.ofSeconds(30)).until(() -> taken.getCount() == 0 || holder.isDone());
            assertThat(holder).as("whoever has the only connection").isNotDone();
            assertThatThrownBy(() -> small.storeAccount().find(account)).isInstanceOf(MetadataUnavailable.class);
            shed.countDown();
            holder.join();

            assertThat(small.storeAccount().find(account)).isPresent();
        }
    }

    /** F29. */
    @Test
    void a_connection_killed_in_a_transaction_is_unavailable_commits_nothing_and_is_replaced() {
        AccountId account = account().id();
        try (MySql mysql = MySql.open(TestDatabase.get().settings(1))) {
            assertThatThrownBy(() -> mysql.unitOfWork().run(() -> {
                        mysql.chargeQuota().reserve(account, 7);
                        kill(mysql.sql);
                        mysql.chargeQuota().reserve(account, 7);
                    }))
                    .isInstanceOf(MetadataUnavailable.class);

            assertThat(mysql.storeAccount().find(account).orElseThrow().reservedBytes())
                    .isZero();
        }
    }

    @Test
    void a_connection_killed_before_its_commit_is_unavailable_and_commits_nothing() {
        AccountId account = account().id();
        try (MySql mysql = MySql.open(TestDatabase.get().settings(1))) {
            assertThatThrownBy(() -> mysql.unitOfWork().run(() -> {
                        mysql.chargeQuota().reserve(account, 7);
                        kill(mysql.sql);
                    }))
                    .isInstanceOf(MetadataUnavailable.class);

            assertThat(mysql.storeAccount().find(account).orElseThrow().reservedBytes())
                    .isZero();
        }
    }

    private static long connection(JdbcClient sql) {
        return sql.sql("SELECT CONNECTION_ID()").query(Long.class).single();
    }

    private static void kill(JdbcClient sql) {
        World.RAW.sql("KILL CONNECTION " + connection(sql)).update();
    }

    /** F30: after a failover the name stands for another server; every old connection must go. */
    @ParameterizedTest
    @ValueSource(ints = {1290, 1836})
    void a_primary_that_became_read_only_is_unavailable_and_empties_the_pool(int error) throws SQLException {
        try (HikariDataSource pool =
                new HikariDataSource(Connections.pool(TestDatabase.get().settings(1)))) {
            Connections connections = new Connections(() -> pool);
            connections.getConnection().close();
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isEqualTo(1);

            Faults faults = new Faults(connections);
            SQLException refused = new SQLException("running with the --read-only option", "HY000", error);
            assertThatThrownBy(() -> faults.translate("update", "UPDATE", refused))
                    .isInstanceOf(MetadataUnavailable.class);
            assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isZero();
        }
    }
}
