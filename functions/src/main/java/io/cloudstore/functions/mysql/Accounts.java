package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.time;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.drive.Folder;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code account}, and the root folder that comes with an account. */
final class Accounts implements StoreAccount, LockAccount, ChargeQuota {
    private final JdbcClient sql;
    private final Units units;

    Accounts(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public boolean insert(Account account, String passwordHash) {
        return units.run(() -> {
            if (!insertRow(account, passwordHash)) {
                return false;
            }
            insertRoot(account);
            return true;
        });
    }

    /** The failed statement alone is undone, the transaction goes on. */
    private boolean insertRow(Account account, String passwordHash) {
        try {
            sql.sql("""
                    INSERT INTO account (id, name, name_key, password_hash, quota_bytes, used_bytes, reserved_bytes,
                                         write_seq, created_at)
                    VALUES (:id, :name, :nameKey, :passwordHash, :quota, :used, :reserved, 0, :createdAt)
                    """)
                    .param("id", bytes(account.id().value()))
                    .param("name", account.name())
                    .param("nameKey", key(account.name()))
                    .param("passwordHash", passwordHash)
                    .param("quota", account.quotaBytes())
                    .param("used", account.usedBytes())
                    .param("reserved", account.reservedBytes())
                    .param("createdAt", time(account.createdAt()))
                    .update();
            return true;
        } catch (DuplicateKeyException taken) {
            return false;
        }
    }

    private void insertRoot(Account account) {
        sql.sql("""
                INSERT INTO folder (id, account_id, parent_id, name, state, created_at)
                VALUES (:id, :id, NULL, :name, 'LIVE', :createdAt)
                """)
                .param("id", bytes(account.id().value()))
                .param("name", bytes(Folder.ROOT_NAME))
                .param("createdAt", time(account.createdAt()))
                .update();
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return sql.sql("""
                SELECT id, name, quota_bytes, used_bytes, reserved_bytes, created_at FROM account WHERE id = :id
                """)
                .param("id", bytes(id.value()))
                .query((row, n) -> new Account(
                        new AccountId(uuid(row, "id")),
                        row.getString("name"),
                        row.getLong("quota_bytes"),
                        row.getLong("used_bytes"),
                        row.getLong("reserved_bytes"),
                        instant(row, "created_at")))
                .optional();
    }

    @Override
    public Optional<Credentials> credentials(String name) {
        return sql.sql("SELECT id, password_hash FROM account WHERE name_key = :nameKey")
                .param("nameKey", key(name))
                .query((row, n) -> new Credentials(new AccountId(uuid(row, "id")), row.getString("password_hash")))
                .optional();
    }

    @Override
    public void rehash(AccountId id, String passwordHash) {
        units.run(() -> sql.sql("UPDATE account SET password_hash = :passwordHash WHERE id = :id")
                .param("passwordHash", passwordHash)
                .param("id", bytes(id.value()))
                .update());
    }

    @Override
    public void lock(AccountId id) {
        units.required();
        int locked = sql.sql("UPDATE account SET write_seq = write_seq + 1 WHERE id = :id")
                .param("id", bytes(id.value()))
                .update();
        if (locked == 0) {
            throw new IllegalStateException("no account " + id + " to lock");
        }
    }

    @Override
    public boolean reserve(AccountId id, long amount) {
        return charge(id, amount, """
                UPDATE account SET reserved_bytes = reserved_bytes + :amount
                WHERE id = :id AND used_bytes + reserved_bytes + :amount <= quota_bytes
                """);
    }

    /** LEAST: the columns are unsigned, below zero they would refuse the whole statement. */
    @Override
    public void release(AccountId id, long amount) {
        charge(id, amount, """
                UPDATE account SET reserved_bytes = reserved_bytes - LEAST(reserved_bytes, :amount) WHERE id = :id
                """);
    }

    @Override
    public void use(AccountId id, long amount) {
        charge(id, amount, """
                UPDATE account
                SET used_bytes = used_bytes + :amount, reserved_bytes = reserved_bytes - LEAST(reserved_bytes, :amount)
                WHERE id = :id
                """);
    }

    @Override
    public void giveBack(AccountId id, long amount) {
        charge(id, amount, """
                UPDATE account SET used_bytes = used_bytes - LEAST(used_bytes, :amount) WHERE id = :id
                """);
    }

    private boolean charge(AccountId id, long amount, String statement) {
        if (amount < 0) {
            throw new IllegalArgumentException("bytes are charged from 0 on, not " + amount);
        }
        units.required();
        return sql.sql(statement)
                        .param("amount", amount)
                        .param("id", bytes(id.value()))
                        .update()
                == 1;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
