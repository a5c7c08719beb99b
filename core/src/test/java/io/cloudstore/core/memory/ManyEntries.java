package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindManyEntries;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.StoreFiles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tables {@code folder}, {@code file} and {@code file_version}, many rows at once. */
final class ManyEntries implements FindManyEntries, StoreFiles {
    private final Database database;
    private final Entries entries;
    private final EntryChanges changes;

    ManyEntries(Database database, Entries entries, EntryChanges changes) {
        this.database = database;
        this.entries = entries;
        this.changes = changes;
    }

    @Override
    public List<Entry> children(Folder folder, Collection<EntryName> names) {
        return database.read(tables -> names.stream()
                .map(name -> entries.child(tables.folders.get(folder.id()).account(), folder.id(), name))
                .flatMap(Optional::stream)
                .toList());
    }

    @Override
    public List<FileEntry> files(AccountId account, Collection<FileId> ids) {
        return ids.stream()
                .map(id -> entries.file(account, id))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void addFiles(AccountId account, Collection<NewFile> files) {
        files.forEach(file -> changes.addFile(account, file.id(), file.folder(), file.name(), file.version()));
    }
}
