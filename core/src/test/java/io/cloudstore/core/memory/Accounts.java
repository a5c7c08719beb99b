package io.cloudstore.core.memory;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.AccountRow;
import io.cloudstore.core.memory.Tables.FolderRow;
import io.cloudstore.core.memory.Tables.Standing;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The table {@code account}. */
final class Accounts implements StoreAccount, LockAccount, ChargeQuota {
    private final Database database;

    Accounts(Database database) {
        this.database = database;
    }

    @Override
    public boolean insert(Account account, String passwordHash) {
        return database.write(tables -> {
            if (byName(tables, account.name()).isPresent()) {
                return false;
            }
            tables.accounts.put(account.id(), new AccountRow(account, passwordHash, 0, Instant.EPOCH));
            FolderId root = FolderId.rootOf(account.id());
            tables.folders.put(
                    root,
                    new FolderRow(
                            root,
                            account.id(),
                            Optional.empty(),
                            Folder.ROOT_NAME,
                            Standing.LIVE,
                            account.createdAt()));
            return true;
        });
    }

    @Override
    public Optional<Account> find(AccountId id) {
        return database.read(
                tables -> Optional.ofNullable(tables.accounts.get(id)).map(AccountRow::account));
    }

    @Override
    public Optional<Credentials> credentials(String name) {
        return database.read(tables ->
                byName(tables, name).map(row -> new Credentials(row.account().id(), row.passwordHash())));
    }

    @Override
    public void rehash(AccountId id, String passwordHash) {
        database.write(tables -> tables.accounts.computeIfPresent(
                id, (same, row) -> new AccountRow(row.account(), passwordHash, row.writeSeq(), row.trashEmptiedAt())));
    }

    @Override
    public void lock(AccountId id) {
        database.lock(Row.ACCOUNT, id);
        database.within(tables -> tables.accounts.computeIfPresent(
                id,
                (same, row) ->
                        new AccountRow(row.account(), row.passwordHash(), row.writeSeq() + 1, row.trashEmptiedAt())));
    }

    @Override
    public boolean reserve(AccountId id, long bytes) {
        return charge(id, account -> with(account, account.usedBytes(), account.reservedBytes() + bytes));
    }

    @Override
    public void release(AccountId id, long bytes) {
        charge(id, account -> with(account, account.usedBytes(), account.reservedBytes() - bytes));
    }

    @Override
    public void use(AccountId id, long bytes) {
        charge(id, account -> with(account, account.usedBytes() + bytes, account.reservedBytes() - bytes));
    }

    @Override
    public void giveBack(AccountId id, long bytes) {
        charge(id, account -> with(account, account.usedBytes() - bytes, account.reservedBytes()));
    }

    private boolean charge(AccountId id, UnaryOperator<Account> change) {
        return database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, id);
            AccountRow row = tables.accounts.get(id);
            Account changed = change.apply(row.account());
            if (changed.usedBytes() + changed.reservedBytes() > changed.quotaBytes()) {
                return false;
            }
            if (changed.reservedBytes() < 0 || changed.usedBytes() < 0) {
                throw database.violated("more bytes are given back than were set aside or used");
            }
            tables.accounts.put(id, new AccountRow(changed, row.passwordHash(), row.writeSeq(), row.trashEmptiedAt()));
            return true;
        });
    }

    private static Account with(Account account, long used, long reserved) {
        return new Account(account.id(), account.name(), account.quotaBytes(), used, reserved, account.createdAt());
    }

    private static Optional<AccountRow> byName(Tables tables, String name) {
        return tables.accounts.values().stream()
                .filter(row -> row.account().name().equalsIgnoreCase(name))
                .findFirst();
    }
}
