package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.DropEntries;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.FileRow;
import io.cloudstore.core.memory.Tables.FolderRow;
import io.cloudstore.core.memory.Tables.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Drops rows of {@code folder}, {@code file} and {@code file_version}; a row that others point to can't be dropped. */
final class Drops implements DropEntries {
    private final Database database;

    Drops(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Purged> find(UUID subject) {
        return database.read(tables -> {
            if (tables.accounts.containsKey(new AccountId(subject))) {
                return Optional.of(new Purged.Trash(new AccountId(subject)));
            }
            FolderRow folder = tables.folders.get(new FolderId(subject));
            if (folder != null && folder.standing().purged()) {
                return Optional.of(new Purged.Sub(folder.account(), folder.id()));
            }
            return Optional.ofNullable(tables.files.get(new FileId(subject)))
                    .filter(row -> row.standing().purged())
                    .map(row -> new Purged.File(row.account(), row.id()));
        });
    }

    @Override
    public Dropped file(AccountId account, FileId id, int limit) {
        return drop(account, row -> row.id().equals(id) && row.standing().purged(), limit);
    }

    @Override
    public Dropped filesIn(AccountId account, FolderId folder, int limit) {
        return drop(account, row -> row.folder().equals(folder), limit);
    }

    @Override
    public Dropped emptiedFiles(AccountId account, int limit) {
        return drop(account, row -> isEmptied(account, row.standing()), limit);
    }

    @Override
    public List<FolderId> purgeEmptied(AccountId account, int limit) {
        return database.within(tables -> {
            List<FolderRow> emptied = tables.folders.values().stream()
                    .filter(row -> row.account().equals(account) && isEmptied(account, row.standing()))
                    .limit(limit)
                    .toList();
            emptied.forEach(row -> {
                database.lock(Row.FOLDER, row.id());
                tables.folders.put(
                        row.id(),
                        new FolderRow(
                                row.id(), row.account(), row.parent(), row.name(), Standing.PURGED, row.createdAt()));
            });
            return emptied.stream().map(FolderRow::id).toList();
        });
    }

    @Override
    public Optional<FolderId> folderIn(FolderId folder) {
        return database.read(tables -> tables.folders.values().stream()
                .filter(row -> row.parent().equals(Optional.of(folder)))
                .map(FolderRow::id)
                .findFirst());
    }

    @Override
    public FolderId folder(AccountId account, FolderId id) {
        return database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, account);
            boolean isEmpty =
                    tables.files.values().stream().noneMatch(row -> row.folder().equals(id))
                            && folderIn(id).isEmpty();
            if (!isEmpty) {
                throw database.violated("a folder is dropped that holds something");
            }
            return tables.folders.remove(id).parent().orElseThrow();
        });
    }

    private boolean isEmptied(AccountId account, Standing standing) {
        Instant emptiedAt = database.read(tables -> tables.accounts.get(account).trashEmptiedAt());
        return standing.trashedAt().filter(at -> !at.isAfter(emptiedAt)).isPresent();
    }

    /** The newest versions first, so that the others keep their numbers. */
    private Dropped drop(AccountId account, Predicate<FileRow> which, int limit) {
        return database.within(tables -> {
            database.requireHeld(Row.ACCOUNT, account);
            List<Version> dropped = new ArrayList<>();
            for (FileRow row : List.copyOf(tables.files.values())) {
                if (!row.account().equals(account) || !which.test(row)) {
                    continue;
                }
                int take = Math.min(limit - dropped.size(), row.versions().size());
                int keep = row.versions().size() - take;
                for (NewVersion version :
                        row.versions().subList(keep, row.versions().size())) {
                    dropped.add(new Version(version.blob(), version.size()));
                }
                if (keep == 0) {
                    tables.files.remove(row.id());
                } else {
                    List<NewVersion> kept = List.copyOf(row.versions().subList(0, keep));
                    tables.files.put(row.id(), row.with(kept));
                }
            }
            return new Dropped(dropped, dropped.size() < limit);
        });
    }
}
