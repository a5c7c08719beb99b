package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.Columns.time;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindManyEntries;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreFiles;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code folder}, {@code file} and {@code file_version}, many rows a statement. */
final class ManyEntries implements FindManyEntries, StoreFiles {
    private final JdbcClient sql;
    private final JdbcTemplate jdbc;
    private final Units units;

    ManyEntries(JdbcClient sql, JdbcTemplate jdbc, Units units) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.units = units;
    }

    @Override
    public List<Entry> children(Folder folder, Collection<EntryName> names) {
        List<byte[]> wanted = names.stream().map(Columns::bytes).toList();
        List<Entry> children = new ArrayList<>(sql.sql("""
                SELECT id, name, created_at FROM folder WHERE parent_id = :parent AND live = 1 AND name IN (:names)
                """)
                .param("parent", bytes(folder.id().value()))
                .param("names", wanted)
                .query((row, n) -> (Entry) new Entry.Sub(Entries.folderIn(folder, row)))
                .list());
        children.addAll(sql.sql(FileRow.SELECT + "WHERE f.folder_id = :parent AND f.live = 1 AND f.name IN (:names)")
                .param("parent", bytes(folder.id().value()))
                .param("names", wanted)
                .query((row, n) -> (Entry) new Entry.Item(FileRow.read(row, n)))
                .list());
        return children;
    }

    /** A folder that is in the trash has all its files there. */
    @Override
    public List<FileEntry> files(AccountId account, Collection<FileId> ids) {
        List<FileEntry> files = sql.sql(
                        FileRow.SELECT + "WHERE f.id IN (:ids) AND f.account_id = :account AND f.live = 1")
                .param("ids", ids.stream().map(id -> bytes(id.value())).toList())
                .param("account", bytes(account.value()))
                .query(FileRow::read)
                .list();
        Set<FolderId> living = files.stream()
                .map(FileEntry::folder)
                .distinct()
                .filter(folder -> FolderChain.to(sql, account, folder).folder().isPresent())
                .collect(Collectors.toSet());
        return files.stream().filter(file -> living.contains(file.folder())).toList();
    }

    @Override
    public void addFiles(AccountId account, Collection<NewFile> files) {
        units.required();
        jdbc.batchUpdate(
                "INSERT INTO file (id, account_id, folder_id, name, state, current_version, created_at)"
                        + " VALUES (?, ?, ?, ?, 'LIVE', 1, UTC_TIMESTAMP(6))",
                files,
                files.size(),
                (row, file) -> {
                    row.setBytes(1, bytes(file.id().value()));
                    row.setBytes(2, bytes(account.value()));
                    row.setBytes(3, bytes(file.folder().value()));
                    row.setBytes(4, bytes(file.name()));
                });
        jdbc.batchUpdate(
                "INSERT INTO file_version (file_id, number, account_id, blob_id, content_id, size, content_type,"
                        + " modified_at, created_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))",
                files,
                files.size(),
                (row, file) -> {
                    row.setBytes(1, bytes(file.id().value()));
                    row.setBytes(2, bytes(account.value()));
                    row.setBytes(3, bytes(file.version().blob().value()));
                    row.setBytes(4, file.contentId().digest().bytes());
                    row.setLong(5, file.version().size());
                    row.setString(6, file.version().contentType());
                    row.setObject(7, time(file.version().modifiedAt()), Types.TIMESTAMP);
                });
    }
}
