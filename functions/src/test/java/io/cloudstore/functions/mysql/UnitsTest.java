package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.work.MetadataUnavailable;
import java.time.Duration;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class UnitsTest {
    private static String isolation() {
        return MYSQL.sql
                .sql("SELECT @@transaction_isolation")
                .query(String.class)
                .single();
    }

    private static String hash(AccountId account) {
        return World.RAW
                .sql("SELECT password_hash FROM account WHERE id = ?")
                .param(Columns.bytes(account.value()))
                .query(String.class)
                .single();
    }

    @Test
    void everything_runs_at_read_committed() {
        assertThat(isolation()).isEqualTo("READ-COMMITTED");
        assertThat(MYSQL.unitOfWork().<String>run(UnitsTest::isolation)).isEqualTo("READ-COMMITTED");
    }

    /** A setting proves little: a committed row that appears between two reads of one transaction proves it. */
    @Test
    void a_transaction_sees_what_others_commit_while_it_runs() {
        AccountId account = account().id();
        MYSQL.unitOfWork().run(() -> {
            assertThat(MYSQL.storeAccount().find(account)).isPresent();
            AccountId second = Crowd.run(1, n -> account().id()).getFirst();
            assertThat(MYSQL.storeAccount().find(second)).isPresent();
        });
    }

    @Test
    void what_throws_is_rolled_back_whole_and_passed_on() {
        AccountId account = account().id();
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    MYSQL.storeAccount().rehash(account, "half a change");
                    throw new UnsupportedOperationException("of the work");
                }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("of the work");
        assertThat(hash(account)).isNotEqualTo("half a change");
    }

    @Test
    void a_unit_inside_a_unit_joins_it() {
        AccountId account = account().id();
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    MYSQL.unitOfWork().run(() -> MYSQL.storeAccount().rehash(account, "of the inner"));
                    throw new UnsupportedOperationException();
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(hash(account)).isNotEqualTo("of the inner");
    }

    @Test
    void what_failed_inside_is_not_committed_though_the_outer_unit_swallowed_it() {
        AccountId account = account().id();
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    try {
                        MYSQL.unitOfWork().run(() -> {
                            MYSQL.storeAccount().rehash(account, "half");
                            throw new UnsupportedOperationException();
                        });
                    } catch (UnsupportedOperationException swallowed) {
                        assertThat(swallowed).hasNoCause();
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(hash(account)).isNotEqualTo("half");
    }

    /** F31. Each locks its own account, both wait until both have, then each wants the other's: a deadlock, every time. */
    @Test
    void the_victim_of_a_deadlock_runs_again_and_both_commit() {
        AccountId[] accounts = {account().id(), account().id()};
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Crowd.run(2, n -> {
            AtomicInteger own = new AtomicInteger();
            MYSQL.unitOfWork().run(() -> {
                runs.incrementAndGet();
                MYSQL.lockAccount().lock(accounts[n]);
                if (own.incrementAndGet() == 1) {
                    await(bothHaveOne);
                }
                MYSQL.lockAccount().lock(accounts[1 - n]);
                MYSQL.chargeQuota().reserve(accounts[n], 10);
            });
            return n;
        });

        assertThat(runs).hasValueGreaterThan(2);
        for (AccountId id : accounts) {
            assertThat(MYSQL.storeAccount().find(id).orElseThrow().reservedBytes())
                    .isEqualTo(10);
        }
    }

    @Test
    void only_the_outermost_unit_runs_again() {
        AccountId[] accounts = {account().id(), account().id()};
        CyclicBarrier bothHaveOne = new CyclicBarrier(2);
        Crowd.run(2, n -> {
            AtomicInteger own = new AtomicInteger();
            MYSQL.unitOfWork().run(() -> {
                MYSQL.lockAccount().lock(accounts[n]);
                MYSQL.chargeQuota().reserve(accounts[n], 10);
                MYSQL.unitOfWork().run(() -> {
                    if (own.incrementAndGet() == 1) {
                        await(bothHaveOne);
                    }
                    MYSQL.lockAccount().lock(accounts[1 - n]);
                });
            });
            return n;
        });

        for (AccountId id : accounts) {
            assertThat(MYSQL.storeAccount().find(id).orElseThrow().reservedBytes())
                    .isEqualTo(10);
        }
    }

    /** F31. The other transaction lets go once the first wait has failed: the second run gets the lock. */
    @Test
    void a_lock_that_is_not_given_in_time_is_asked_for_again() throws InterruptedException {
        AccountId account = account().id();
        try (MySql impatient = MySql.open(impatient())) {
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch waitedOnce = new CountDownLatch(1);
            Thread holder = Thread.ofVirtual()
                    .start(() -> MYSQL.unitOfWork().run(() -> {
                        MYSQL.lockAccount().lock(account);
                        locked.countDown();
                        await(waitedOnce);
                    }));
            await(locked);
            AtomicInteger runs = new AtomicInteger();
            impatient.unitOfWork().run(() -> {
                if (runs.incrementAndGet() == 2) {
                    waitedOnce.countDown();
                }
                impatient.lockAccount().lock(account);
            });
            holder.join();

            assertThat(runs).hasValueGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void work_that_is_always_a_victim_ends_as_unavailable() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    runs.incrementAndGet();
                    throw new IllegalStateException(new java.sql.SQLException("deadlock", "40001", 1213));
                }))
                .isInstanceOf(MetadataUnavailable.class);
        assertThat(runs).hasValueBetween(5, 20);
    }

    @Test
    void work_that_fails_for_another_reason_runs_once() {
        AtomicInteger runs = new AtomicInteger();
        JdbcClient sql = MYSQL.sql;
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> {
                    runs.incrementAndGet();
                    return sql.sql("SELECT nothing FROM nowhere")
                            .query(String.class)
                            .single();
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(runs).hasValue(1);
    }

    private static MySqlSettings impatient() {
        return TestDatabase.get().settings(2).withLockWait(Duration.ofSeconds(1));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
