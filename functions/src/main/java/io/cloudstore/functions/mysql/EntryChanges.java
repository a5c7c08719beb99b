package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.time;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.StoreEntries;
import java.sql.Types;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Writes the tables {@code folder}, {@code file} and {@code file_version}. The account's lock is held, so what the use
 * case found is still there: a change that meets no row is a fault of ours.
 */
final class EntryChanges implements StoreEntries, RepointVersions {
    private final JdbcClient sql;
    private final Units units;

    EntryChanges(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public void addFolder(AccountId account, Folder folder) {
        FolderId parent =
                folder.parent().orElseThrow(() -> new IllegalArgumentException("a root comes with its account"));
        change(of(account, folder.id().value(), """
                INSERT INTO folder (id, account_id, parent_id, name, state, created_at)
                VALUES (:id, :account, :parent, :name, 'LIVE', :createdAt)
                """)
                .param("parent", bytes(parent.value()))
                .param("name", bytes(folder.name()))
                .param("createdAt", time(folder.createdAt())));
    }

    @Override
    public void addFile(AccountId account, FileId id, FolderId folder, EntryName name, NewVersion version) {
        change(of(account, id.value(), """
                INSERT INTO file (id, account_id, folder_id, name, state, current_version, created_at)
                VALUES (:id, :account, :folder, :name, 'LIVE', 1, UTC_TIMESTAMP(6))
                """)
                .param("folder", bytes(folder.value()))
                .param("name", bytes(name)));
        insertCurrent(account, id, version);
    }

    @Override
    public void addVersion(AccountId account, FileId id, NewVersion version) {
        change(of(account, id.value(), """
                UPDATE file SET current_version = current_version + 1
                WHERE id = :id AND account_id = :account AND live = 1
                """));
        insertCurrent(account, id, version);
    }

    private void insertCurrent(AccountId account, FileId id, NewVersion version) {
        change(of(account, id.value(), """
                INSERT INTO file_version (file_id, number, account_id, blob_id, content_id, size, content_type,
                                          modified_at, created_at)
                SELECT f.id, f.current_version, f.account_id, b.id, b.content_id, :size, :contentType, :modifiedAt,
                       UTC_TIMESTAMP(6)
                FROM file f JOIN `blob` b ON b.id = :blob
                WHERE f.id = :id AND f.account_id = :account
                """)
                .param("blob", bytes(version.blob().value()))
                .param("size", version.size())
                .param("contentType", version.contentType())
                .param("modifiedAt", time(version.modifiedAt()), Types.TIMESTAMP));
    }

    @Override
    public void changeFolder(AccountId account, FolderId id, EntryName name, FolderId parent) {
        change(of(account, id.value(), """
                UPDATE folder SET name = :name, parent_id = :parent
                WHERE id = :id AND account_id = :account AND live = 1 AND parent_id IS NOT NULL
                """).param("name", bytes(name)).param("parent", bytes(parent.value())));
    }

    @Override
    public void changeFile(AccountId account, FileId id, EntryName name, FolderId folder) {
        change(of(account, id.value(), """
                UPDATE file SET name = :name, folder_id = :folder
                WHERE id = :id AND account_id = :account AND live = 1
                """).param("name", bytes(name)).param("folder", bytes(folder.value())));
    }

    /**
     * Its own row is enough: what is below it is reachable only through it. What is trashed after the trash was emptied
     * is told so by its time, also by a clock that was set back in between.
     */
    @Override
    public void trashFolder(AccountId account, FolderId id) {
        change(of(account, id.value(), """
                UPDATE folder SET state = 'TRASHED', trashed_at = GREATEST(UTC_TIMESTAMP(6),
                  (SELECT a.trash_emptied_at + INTERVAL 1 MICROSECOND FROM account a WHERE a.id = :account))
                WHERE id = :id AND account_id = :account AND live = 1 AND parent_id IS NOT NULL
                """));
    }

    @Override
    public void trashFile(AccountId account, FileId id) {
        change(of(account, id.value(), """
                UPDATE file SET state = 'TRASHED', trashed_at = GREATEST(UTC_TIMESTAMP(6),
                  (SELECT a.trash_emptied_at + INTERVAL 1 MICROSECOND FROM account a WHERE a.id = :account))
                WHERE id = :id AND account_id = :account AND live = 1
                """));
    }

    /** Whoever's they are: the account's lock is not needed to give a version the same content. */
    @Override
    public int repoint(BlobId from, BlobId to, int limit) {
        units.required();
        return sql.sql("UPDATE file_version SET blob_id = :to WHERE blob_id = :from LIMIT :limit")
                .param("to", bytes(to.value()))
                .param("from", bytes(from.value()))
                .param("limit", limit)
                .update();
    }

    private void change(StatementSpec statement) {
        units.required();
        if (statement.update() != 1) {
            throw new IllegalStateException("the entry to change is not there");
        }
    }

    private StatementSpec of(AccountId account, UUID id, String statement) {
        return sql.sql(statement).param("id", bytes(id)).param("account", bytes(account.value()));
    }
}
