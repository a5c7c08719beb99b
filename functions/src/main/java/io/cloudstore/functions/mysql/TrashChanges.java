package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.ChangeTrash;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Takes folders and files out of the trash, one way or the other. Where {@code state} changes, so does {@code trashed_at}. */
final class TrashChanges implements ChangeTrash {
    private final JdbcClient sql;
    private final Units units;

    TrashChanges(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public void restoreFolder(AccountId account, FolderId id, EntryName name, FolderId parent) {
        require(change(of(account, id.value(), """
                UPDATE folder SET state = 'LIVE', trashed_at = NULL, name = :name, parent_id = :parent
                WHERE id = :id AND account_id = :account AND state = 'TRASHED'
                """).param("name", bytes(name)).param("parent", bytes(parent.value()))));
    }

    @Override
    public void restoreFile(AccountId account, FileId id, EntryName name, FolderId folder) {
        require(change(of(account, id.value(), """
                UPDATE file SET state = 'LIVE', trashed_at = NULL, name = :name, folder_id = :folder
                WHERE id = :id AND account_id = :account AND state = 'TRASHED'
                """).param("name", bytes(name)).param("folder", bytes(folder.value()))));
    }

    /** Later than it was emptied before, so that whatever was trashed since lies before it, also by a clock set back. */
    @Override
    public void empty(AccountId account) {
        require(change(sql.sql("""
                UPDATE account
                SET trash_emptied_at = GREATEST(UTC_TIMESTAMP(6), trash_emptied_at + INTERVAL 1 MICROSECOND)
                WHERE id = :account
                """).param("account", bytes(account.value()))));
    }

    @Override
    public boolean purgeFile(AccountId account, FileId id) {
        return change(of(account, id.value(), """
                UPDATE file SET state = 'PURGED', trashed_at = NULL
                WHERE id = :id AND account_id = :account AND state <> 'PURGED'
                """));
    }

    @Override
    public boolean purgeFolder(AccountId account, FolderId id) {
        return change(of(account, id.value(), """
                UPDATE folder SET state = 'PURGED', trashed_at = NULL
                WHERE id = :id AND account_id = :account AND state <> 'PURGED' AND parent_id IS NOT NULL
                """));
    }

    private boolean change(StatementSpec statement) {
        units.required();
        return statement.update() == 1;
    }

    private static void require(boolean changed) {
        if (!changed) {
            throw new IllegalStateException("what is to change in the trash is not there");
        }
    }

    private StatementSpec of(AccountId account, UUID id, String statement) {
        return sql.sql(statement).param("id", bytes(id)).param("account", bytes(account.value()));
    }
}
