package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FolderId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static boolean reserve(AccountId id, long bytes) {
        return MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(id);
            return MYSQL.chargeQuota().reserve(id, bytes);
        });
    }

    private static Account now(Account account) {
        return MYSQL.storeAccount().find(account.id()).orElseThrow();
    }

    @Test
    void an_account_is_found_as_it_was_added_with_its_root_folder() {
        Account account = account();

        assertThat(now(account)).isEqualTo(account);
        assertThat(MYSQL.findEntries().folder(account.id(), FolderId.rootOf(account.id())))
                .hasValueSatisfying(root -> {
                    assertThat(root.parent()).isEmpty();
                    assertThat(root.depth()).isZero();
                });
        assertThat(MYSQL.storeAccount().find(new AccountId(World.id()))).isEmpty();
    }

    @Test
    void a_name_is_taken_whatever_its_case_and_the_transaction_goes_on() {
        Account first = account();
        Account same = new Account(new AccountId(World.id()), first.name().toUpperCase(Locale.ROOT), 1, 0, 0, NOW);

        boolean inserted = MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(first.id());
            boolean taken = MYSQL.storeAccount().insert(same, "hash");
            MYSQL.storeAccount().rehash(first.id(), "written after the refusal");
            return taken;
        });

        assertThat(inserted).isFalse();
        assertThat(MYSQL.storeAccount().find(same.id())).isEmpty();
        assertThat(MYSQL.storeAccount().credentials(same.name())).hasValueSatisfying(credentials -> {
            assertThat(credentials.id()).isEqualTo(first.id());
            assertThat(credentials.passwordHash()).isEqualTo("written after the refusal");
        });
        assertThat(MYSQL.storeAccount().credentials("nobody-" + World.id())).isEmpty();
    }

    @Test
    void hundreds_sign_up_for_one_name_and_one_gets_it() {
        String name = "n" + World.id().toString().substring(9);
        long got = Crowd.run(
                        50,
                        n -> MYSQL.storeAccount()
                                .insert(new Account(new AccountId(World.id()), name, 1, 0, 0, NOW), "hash"))
                .stream()
                .filter(Boolean::booleanValue)
                .count();

        assertThat(got).isEqualTo(1);
    }

    @Test
    void reserving_is_refused_above_the_quota_and_changes_nothing() {
        Account account = account(100);

        assertThat(reserve(account.id(), 101)).isFalse();
        assertThat(reserve(account.id(), 60)).isTrue();
        assertThat(reserve(account.id(), 41)).isFalse();
        assertThat(reserve(account.id(), 40)).isTrue();
        assertThat(reserve(account.id(), 0)).isTrue();
        assertThat(now(account).reservedBytes()).isEqualTo(100);
    }

    @Test
    void used_bytes_count_against_the_quota_as_reserved_ones_do() {
        Account account = account(100);
        reserve(account.id(), 60);
        MYSQL.unitOfWork().run(() -> MYSQL.chargeQuota().use(account.id(), 60));

        assertThat(now(account).usedBytes()).isEqualTo(60);
        assertThat(now(account).reservedBytes()).isZero();
        assertThat(reserve(account.id(), 41)).isFalse();
        assertThat(reserve(account.id(), 40)).isTrue();
    }

    @Test
    void nothing_ever_falls_below_zero() {
        Account account = account(100);
        reserve(account.id(), 10);
        MYSQL.unitOfWork().run(() -> MYSQL.chargeQuota().release(account.id(), 11));
        assertThat(now(account).reservedBytes()).isZero();

        MYSQL.unitOfWork().run(() -> MYSQL.chargeQuota().use(account.id(), 5));
        assertThat(now(account).usedBytes()).isEqualTo(5);
        assertThat(now(account).reservedBytes()).isZero();
        assertThatThrownBy(() -> reserve(account.id(), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** F34: each fits alone, not all fit together. */
    @Test
    void fifty_uploads_at_once_never_exceed_the_quota() {
        Account account = account(100);

        long accepted = Crowd.run(50, n -> reserve(account.id(), 3)).stream()
                .filter(Boolean::booleanValue)
                .count();

        assertThat(accepted).isEqualTo(33);
        assertThat(now(account).reservedBytes()).isEqualTo(99);
    }

    /** F33: no write is lost, though every thread reads and writes the same row. */
    @Test
    void what_many_charge_at_once_adds_up() {
        Account account = account(1 << 20);
        Crowd.run(60, n -> {
            reserve(account.id(), 7);
            MYSQL.unitOfWork().run(() -> MYSQL.chargeQuota().use(account.id(), 7));
            reserve(account.id(), 5);
            MYSQL.unitOfWork().run(() -> MYSQL.chargeQuota().release(account.id(), 5));
            return n;
        });

        assertThat(now(account).usedBytes()).isEqualTo(420);
        assertThat(now(account).reservedBytes()).isZero();
    }

    @Test
    void the_lock_raises_the_write_sequence_and_is_held_to_the_end() {
        Account account = account();
        Crowd.run(20, n -> {
            MYSQL.unitOfWork().run(() -> MYSQL.lockAccount().lock(account.id()));
            return n;
        });

        long writes = World.RAW
                .sql("SELECT write_seq FROM account WHERE id = ?")
                .param(Columns.bytes(account.id().value()))
                .query(Long.class)
                .single();
        assertThat(writes).isEqualTo(20);
        assertThatThrownBy(() -> MYSQL.lockAccount().lock(account.id()))
                .as("a lock outside a unit would be gone at once")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() ->
                        MYSQL.unitOfWork().run(() -> MYSQL.lockAccount().lock(new AccountId(World.id()))))
                .isInstanceOf(IllegalStateException.class);
    }
}
