package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.ChangeTrash;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.AccountRow;
import io.cloudstore.core.memory.Tables.FileRow;
import io.cloudstore.core.memory.Tables.FolderRow;
import io.cloudstore.core.memory.Tables.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the tables {@code folder}, {@code file} and {@code file_version}. Two living siblings of one name are a violation. */
final class EntryChanges implements StoreEntries, ChangeTrash, RepointVersions {
    private final Database database;
    private final Clock clock;

    EntryChanges(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void addFolder(AccountId account, Folder folder) {
        put(
                account,
                new FolderRow(folder.id(), account, folder.parent(), folder.name(), Standing.LIVE, folder.createdAt()));
    }

    @Override
    public void addFile(AccountId account, FileId id, FolderId folder, EntryName name, NewVersion version) {
        requireBlob(version.blob());
        Instant now = clock.instant();
        put(account, new FileRow(id, account, folder, name, Standing.LIVE, List.of(version), now, now));
    }

    @Override
    public void addVersion(AccountId account, FileId id, NewVersion version) {
        requireBlob(version.blob());
        FileRow row = file(id);
        List<NewVersion> versions =
                Stream.concat(row.versions().stream(), Stream.of(version)).toList();
        put(
                account,
                new FileRow(
                        id,
                        account,
                        row.folder(),
                        row.name(),
                        row.standing(),
                        versions,
                        row.createdAt(),
                        clock.instant()));
    }

    @Override
    public void changeFolder(AccountId account, FolderId id, EntryName name, FolderId parent) {
        FolderRow row = folder(id);
        put(account, new FolderRow(id, account, Optional.of(parent), name, Standing.LIVE, row.createdAt()));
    }

    @Override
    public void changeFile(AccountId account, FileId id, EntryName name, FolderId folder) {
        FileRow row = file(id);
        put(
                account,
                new FileRow(
                        id, account, folder, name, Standing.LIVE, row.versions(), row.createdAt(), row.contentAt()));
    }

    @Override
    public void trashFolder(AccountId account, FolderId id) {
        put(account, standing(folder(id), trashedNow(account)));
    }

    @Override
    public void trashFile(AccountId account, FileId id) {
        put(account, standing(file(id), trashedNow(account)));
    }

    @Override
    public void restoreFolder(AccountId account, FolderId id, EntryName name, FolderId parent) {
        changeFolder(account, id, name, parent);
    }

    @Override
    public void restoreFile(AccountId account, FileId id, EntryName name, FolderId folder) {
        changeFile(account, id, name, folder);
    }

    @Override
    public void empty(AccountId account) {
        database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, account);
            return tables.accounts.computeIfPresent(
                    account,
                    (same, row) ->
                            new AccountRow(row.account(), row.passwordHash(), row.writeSeq(), afterEmptying(account)));
        });
    }

    @Override
    public boolean purgeFile(AccountId account, FileId id) {
        FileRow row = database.read(tables -> tables.files.get(id));
        boolean isThere =
                row != null && row.account().equals(account) && !row.standing().purged();
        if (isThere) {
            put(account, standing(row, Standing.PURGED));
        }
        return isThere;
    }

    @Override
    public boolean purgeFolder(AccountId account, FolderId id) {
        FolderRow row = database.read(tables -> tables.folders.get(id));
        boolean isThere = row != null
                && row.account().equals(account)
                && row.parent().isPresent()
                && !row.standing().purged();
        if (isThere) {
            put(account, standing(row, Standing.PURGED));
        }
        return isThere;
    }

    @Override
    public int repoint(BlobId from, BlobId to, int limit) {
        requireBlob(to);
        return database.within(tables -> {
            int changed = 0;
            for (FileRow row : List.copyOf(tables.files.values())) {
                List<NewVersion> versions = new ArrayList<>();
                for (NewVersion version : row.versions()) {
                    boolean changes = version.blob().equals(from) && changed < limit;
                    changed += changes ? 1 : 0;
                    versions.add(
                            changes
                                    ? new NewVersion(to, version.size(), version.contentType(), version.modifiedAt())
                                    : version);
                }
                if (!versions.equals(row.versions())) {
                    database.lock(Row.FILE, row.id());
                    tables.files.put(row.id(), row.with(versions));
                }
            }
            return changed;
        });
    }

    private Standing trashedNow(AccountId account) {
        return new Standing(false, Optional.of(afterEmptying(account)));
    }

    /** Now, and later than the trash was emptied, also where that was at this very instant. */
    private Instant afterEmptying(AccountId account) {
        Instant emptied = database.read(tables -> tables.accounts.get(account).trashEmptiedAt())
                .plusNanos(1_000);
        Instant now = clock.instant();
        return now.isBefore(emptied) ? emptied : now;
    }

    private static FolderRow standing(FolderRow row, Standing standing) {
        return new FolderRow(row.id(), row.account(), row.parent(), row.name(), standing, row.createdAt());
    }

    private static FileRow standing(FileRow row, Standing standing) {
        return new FileRow(
                row.id(),
                row.account(),
                row.folder(),
                row.name(),
                standing,
                row.versions(),
                row.createdAt(),
                row.contentAt());
    }

    private void put(AccountId account, FolderRow row) {
        database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, account);
            database.lock(Row.FOLDER, row.id());
            tables.folders.put(row.id(), row);
            row.parent().ifPresent(parent -> requireUnique(tables, parent));
            return row;
        });
    }

    private void put(AccountId account, FileRow row) {
        database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, account);
            database.lock(Row.FILE, row.id());
            tables.files.put(row.id(), row);
            requireUnique(tables, row.folder());
            return row;
        });
    }

    private void requireBlob(BlobId blob) {
        database.requireHeld(Row.BLOB, blob);
    }

    private void requireUnique(Tables tables, FolderId parent) {
        List<EntryName> names = Stream.concat(
                        tables.folders.values().stream()
                                .filter(row -> row.live() && row.parent().equals(Optional.of(parent)))
                                .map(FolderRow::name),
                        tables.files.values().stream()
                                .filter(row -> row.live() && row.folder().equals(parent))
                                .map(FileRow::name))
                .toList();
        if (names.stream().distinct().count() != names.size()) {
            throw database.violated("two living siblings of one name");
        }
    }

    private FileRow file(FileId id) {
        return database.read(tables -> tables.files.get(id));
    }

    private FolderRow folder(FolderId id) {
        return database.read(tables -> tables.folders.get(id));
    }
}
