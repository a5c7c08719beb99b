package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.instant;
import static io.cloudstore.functions.mysql.Columns.name;
import static io.cloudstore.functions.mysql.Columns.uuid;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables {@code folder}, {@code file} and {@code file_version}. */
final class Entries implements FindEntries {
    private static final byte[] BEFORE_ALL_NAMES = {};

    private final JdbcClient sql;

    Entries(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public Optional<Folder> folder(AccountId account, FolderId id) {
        return FolderChain.to(sql, account, id).folder();
    }

    @Override
    public Optional<FileEntry> file(AccountId account, FileId id) {
        return sql.sql("""
                WITH RECURSIVE up (parent_id, live, height) AS (
                  SELECT d.parent_id, d.live, 0 FROM file f JOIN folder d ON d.id = f.folder_id WHERE f.id = :id
                  UNION ALL
                  SELECT d.parent_id, d.live, up.height + 1 FROM up JOIN folder d ON d.id = up.parent_id
                  WHERE up.height < :deepest)
                """ + FileRow.SELECT + """
                WHERE f.id = :id AND f.account_id = :account AND f.live = 1
                  AND NOT EXISTS (SELECT 1 FROM up WHERE up.live IS NULL)
                """)
                .param("id", bytes(id.value()))
                .param("account", bytes(account.value()))
                .param("deepest", FolderChain.DEEPEST)
                .query(FileRow::read)
                .optional();
    }

    @Override
    public Optional<Entry> child(AccountId account, FolderId folder, EntryName name) {
        return folder(account, folder)
                .flatMap(parent -> folderNamed(parent, name)
                        .<Entry>map(Entry.Sub::new)
                        .or(() -> fileNamed(parent, name).map(Entry.Item::new)));
    }

    private Optional<Folder> folderNamed(Folder parent, EntryName name) {
        return sql.sql("""
                SELECT id, name, created_at FROM folder WHERE parent_id = :parent AND live = 1 AND name = :name
                """)
                .param("parent", bytes(parent.id().value()))
                .param("name", bytes(name))
                .query((row, n) -> folderIn(parent, row))
                .optional();
    }

    private Optional<FileEntry> fileNamed(Folder parent, EntryName name) {
        return sql.sql(FileRow.SELECT + "WHERE f.folder_id = :parent AND f.live = 1 AND f.name = :name")
                .param("parent", bytes(parent.id().value()))
                .param("name", bytes(name))
                .query(FileRow::read)
                .optional();
    }

    /** Two ranges of two unique indexes, each read in order from where the page before ended. */
    @Override
    public List<Entry> list(AccountId account, FolderId folder, Optional<Position> after, int limit) {
        Optional<Folder> parent = folder(account, folder);
        if (parent.isEmpty()) {
            return List.of();
        }
        List<Entry> page = new ArrayList<>();
        boolean amongFiles = after.filter(position -> !position.folders()).isPresent();
        byte[] last = after.map(position -> bytes(position.name())).orElse(BEFORE_ALL_NAMES);
        if (!amongFiles) {
            page.addAll(foldersAfter(parent.get(), last, limit));
        }
        if (page.size() < limit) {
            page.addAll(filesAfter(parent.get(), amongFiles ? last : BEFORE_ALL_NAMES, limit - page.size()));
        }
        return page;
    }

    private List<Entry> foldersAfter(Folder parent, byte[] last, int limit) {
        return sql.sql("""
                SELECT id, name, created_at FROM folder
                WHERE parent_id = :parent AND live = 1 AND name > :last ORDER BY name LIMIT :limit
                """)
                .param("parent", bytes(parent.id().value()))
                .param("last", last)
                .param("limit", limit)
                .query((row, n) -> (Entry) new Entry.Sub(folderIn(parent, row)))
                .list();
    }

    private List<Entry> filesAfter(Folder parent, byte[] last, int limit) {
        return sql.sql(FileRow.SELECT + """
                WHERE f.folder_id = :parent AND f.live = 1 AND f.name > :last ORDER BY f.name LIMIT :limit
                """)
                .param("parent", bytes(parent.id().value()))
                .param("last", last)
                .param("limit", limit)
                .query((row, n) -> (Entry) new Entry.Item(FileRow.read(row, n)))
                .list();
    }

    @Override
    public Folder nearestLiving(AccountId account, FolderId id) {
        return FolderChain.to(sql, account, id)
                .nearestLiving()
                .or(() -> folder(account, FolderId.rootOf(account)))
                .orElseThrow(() -> new IllegalStateException("account " + account + " has no root folder"));
    }

    @Override
    public boolean isWithin(AccountId account, FolderId folder, FolderId ancestor) {
        return FolderChain.to(sql, account, folder).contains(ancestor);
    }

    @Override
    public int heightOf(AccountId account, FolderId folder) {
        return sql.sql("""
                WITH RECURSIVE down (id, level) AS (
                  SELECT f.id, 0 FROM folder f WHERE f.id = :id AND f.account_id = :account
                  UNION ALL
                  SELECT f.id, down.level + 1 FROM down JOIN folder f ON f.parent_id = down.id AND f.live = 1
                  WHERE down.level < :deepest)
                SELECT COALESCE(MAX(level), 0) AS levels FROM down
                """)
                .param("id", bytes(folder.value()))
                .param("account", bytes(account.value()))
                .param("deepest", FolderChain.DEEPEST)
                .query((row, n) -> row.getInt("levels"))
                .single();
    }

    static Folder folderIn(Folder parent, ResultSet row) throws SQLException {
        return new Folder(
                new FolderId(uuid(row, "id")),
                name(row, "name"),
                Optional.of(parent.id()),
                parent.depth() + 1,
                instant(row, "created_at"));
    }
}
