package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.memory.Tables.FileRow;
import io.cloudstore.core.memory.Tables.FolderRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the tables {@code folder}, {@code file} and {@code file_version}. */
final class Entries implements FindEntries {
    private static final Comparator<Entry> ORDER = Comparator.<Entry, Boolean>comparing(Entry.Item.class::isInstance)
            .thenComparing(entry -> bytes(entry.name()), Arrays::compareUnsigned);

    private final Database database;

    Entries(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Folder> folder(AccountId account, FolderId id) {
        return database.read(tables -> living(tables, account, id));
    }

    @Override
    public Optional<FileEntry> file(AccountId account, FileId id) {
        return database.read(tables -> Optional.ofNullable(tables.files.get(id))
                .filter(row -> row.live() && row.account().equals(account))
                .filter(row -> living(tables, account, row.folder()).isPresent())
                .map(row -> entry(tables, row)));
    }

    @Override
    public Optional<Entry> child(AccountId account, FolderId folder, EntryName name) {
        return database.read(tables -> children(tables, account, folder)
                .filter(entry -> entry.name().equals(name))
                .findFirst());
    }

    @Override
    public List<Entry> list(AccountId account, FolderId folder, Optional<Position> after, int limit) {
        return database.read(tables -> children(tables, account, folder)
                .sorted(ORDER)
                .filter(entry -> after.isEmpty() || isAfter(entry, after.get()))
                .limit(limit)
                .toList());
    }

    @Override
    public Folder nearestLiving(AccountId account, FolderId id) {
        return database.read(tables -> {
            List<FolderRow> chain = chain(tables, account, id);
            List<FolderRow> alive =
                    chain.reversed().stream().takeWhile(FolderRow::live).toList();
            FolderId nearest =
                    alive.isEmpty() ? FolderId.rootOf(account) : alive.getLast().id();
            return living(tables, account, nearest).orElseThrow();
        });
    }

    @Override
    public boolean isWithin(AccountId account, FolderId folder, FolderId ancestor) {
        return database.read(tables ->
                chain(tables, account, folder).stream().anyMatch(row -> row.id().equals(ancestor)));
    }

    @Override
    public int heightOf(AccountId account, FolderId folder) {
        return database.read(tables -> height(tables, folder));
    }

    private static int height(Tables tables, FolderId folder) {
        return tables.folders.values().stream()
                .filter(row -> row.live() && row.parent().equals(Optional.of(folder)))
                .mapToInt(row -> 1 + height(tables, row.id()))
                .max()
                .orElse(0);
    }

    private static boolean isAfter(Entry entry, Position position) {
        boolean folder = entry instanceof Entry.Sub;
        return folder == position.folders()
                ? Arrays.compareUnsigned(bytes(entry.name()), bytes(position.name())) > 0
                : !folder;
    }

    private static Stream<Entry> children(Tables tables, AccountId account, FolderId folder) {
        if (living(tables, account, folder).isEmpty()) {
            return Stream.of();
        }
        Stream<Entry> folders = tables.folders.values().stream()
                .filter(row -> row.live() && row.parent().equals(Optional.of(folder)))
                .map(row -> new Entry.Sub(living(tables, account, row.id()).orElseThrow()));
        Stream<Entry> files = tables.files.values().stream()
                .filter(row -> row.live() && row.folder().equals(folder))
                .map(row -> new Entry.Item(entry(tables, row)));
        return Stream.concat(folders, files);
    }

    private static Optional<Folder> living(Tables tables, AccountId account, FolderId id) {
        List<FolderRow> chain = chain(tables, account, id);
        if (chain.isEmpty() || !chain.stream().allMatch(FolderRow::live)) {
            return Optional.empty();
        }
        FolderRow row = chain.getFirst();
        return Optional.of(new Folder(row.id(), row.name(), row.parent(), chain.size() - 1, row.createdAt()));
    }

    /** The folder and all above it, the root last; empty when it is another's or never was. */
    private static List<FolderRow> chain(Tables tables, AccountId account, FolderId id) {
        List<FolderRow> chain = new ArrayList<>();
        Optional<FolderRow> here = Optional.ofNullable(tables.folders.get(id));
        while (here.isPresent() && here.get().account().equals(account)) {
            chain.add(here.get());
            here = here.get().parent().map(tables.folders::get);
        }
        return chain;
    }

    static FileEntry entry(Tables tables, FileRow row) {
        NewVersion current = row.versions().getLast();
        Blob blob = tables.blobs.get(current.blob()).blob();
        return new FileEntry(
                row.id(),
                row.folder(),
                row.name(),
                row.versions().size(),
                blob.id(),
                current.size(),
                blob.contentId(),
                blob.place(),
                blob.life(),
                current.contentType(),
                row.createdAt(),
                row.contentAt(),
                current.modifiedAt());
    }

    private static byte[] bytes(EntryName name) {
        return name.value().getBytes(StandardCharsets.UTF_8);
    }
}
