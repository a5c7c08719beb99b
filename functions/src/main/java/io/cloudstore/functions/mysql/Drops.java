package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Drops rows of {@code file_version}, {@code file} and {@code folder}. Foreign keys refuse to drop what still holds
 * something. Versions are read under lock: another transaction may just point one to other content.
 */
final class Drops implements DropEntries {
    private final JdbcClient sql;
    private final Units units;

    Drops(JdbcClient sql, Units units) {
        this.sql = sql;
        this.units = units;
    }

    @Override
    public Optional<Purged> find(UUID subject) {
        return owner(subject, "SELECT account_id FROM folder WHERE id = :id AND state = 'PURGED'")
                .<Purged>map(account -> new Purged.Sub(account, new FolderId(subject)))
                .or(() -> owner(subject, "SELECT account_id FROM file WHERE id = :id AND state = 'PURGED'")
                        .map(account -> new Purged.File(account, new FileId(subject))))
                .or(() -> owner(subject, "SELECT id AS account_id FROM account WHERE id = :id")
                        .map(Purged.Trash::new));
    }

    private Optional<AccountId> owner(UUID subject, String statement) {
        return of(subject, statement)
                .query((row, n) -> new AccountId(uuid(row, "account_id")))
                .optional();
    }

    @Override
    public Dropped file(AccountId account, FileId id, int limit) {
        return drop(List.of(id.value()), limit);
    }

    @Override
    public Dropped filesIn(AccountId account, FolderId folder, int limit) {
        return drop(
                of(folder.value(), "SELECT id FROM file WHERE folder_id = :id LIMIT :limit")
                        .param("limit", limit)
                        .query((row, n) -> uuid(row, "id"))
                        .list(),
                limit);
    }

    @Override
    public Dropped emptiedFiles(AccountId account, int limit) {
        return drop(emptied("file", account, limit), limit);
    }

    @Override
    public List<FolderId> purgeEmptied(AccountId account, int limit) {
        units.required();
        List<UUID> folders = emptied("folder", account, limit);
        folders.forEach(id -> of(id, "UPDATE folder SET state = 'PURGED', trashed_at = NULL WHERE id = :id")
                .update());
        return folders.stream().map(FolderId::new).toList();
    }

    /** The table is a constant of this class. */
    private List<UUID> emptied(String table, AccountId account, int limit) {
        return of(account.value(), "SELECT id FROM " + table + """
                 WHERE account_id = :id AND trashed_at <= (SELECT a.trash_emptied_at FROM account a WHERE a.id = :id)
                ORDER BY trashed_at, id LIMIT :limit
                """)
                .param("limit", limit)
                .query((row, n) -> uuid(row, "id"))
                .list();
    }

    @Override
    public Optional<FolderId> folderIn(FolderId folder) {
        return of(folder.value(), "SELECT id FROM folder WHERE parent_id = :id LIMIT 1")
                .query((row, n) -> new FolderId(uuid(row, "id")))
                .optional();
    }

    @Override
    public FolderId folder(AccountId account, FolderId id) {
        units.required();
        FolderId parent = of(id.value(), "SELECT parent_id FROM folder WHERE id = :id")
                .query((row, n) -> new FolderId(uuid(row, "parent_id")))
                .single();
        of(id.value(), "DELETE FROM folder WHERE id = :id").update();
        return parent;
    }

    /** At most {@code limit} versions; a file whose versions are not all among them stays. */
    private Dropped drop(List<UUID> files, int limit) {
        units.required();
        List<Version> dropped = new ArrayList<>();
        for (UUID file : files) {
            int left = limit - dropped.size();
            if (left == 0) {
                break;
            }
            List<Version> versions = versions(file, left);
            dropped.addAll(versions);
            of(file, "DELETE FROM file_version WHERE file_id = :id ORDER BY number DESC LIMIT :limit")
                    .param("limit", left)
                    .update();
            of(file, """
                    DELETE FROM file
                    WHERE id = :id AND NOT EXISTS (SELECT 1 FROM file_version v WHERE v.file_id = file.id)
                    """).update();
        }
        return new Dropped(dropped, dropped.size() < limit);
    }

    private List<Version> versions(UUID file, int limit) {
        return of(file, """
                SELECT blob_id, size FROM file_version WHERE file_id = :id
                ORDER BY number DESC LIMIT :limit FOR UPDATE
                """)
                .param("limit", limit)
                .query((row, n) -> new Version(new BlobId(uuid(row, "blob_id")), row.getLong("size")))
                .list();
    }

    private StatementSpec of(UUID id, String statement) {
        return sql.sql(statement).param("id", bytes(id));
    }
}
