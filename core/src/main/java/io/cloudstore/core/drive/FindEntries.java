package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import java.util.List;
import java.util.Optional;

/** Finds what lives in an account's drive: neither it nor any folder above it is in the trash. */
public interface FindEntries {
    /** The account's folder of that id. */
    Optional<Folder> folder(AccountId account, FolderId id);

    /** The account's file of that id. */
    Optional<FileEntry> file(AccountId account, FileId id);

    /** The entry of that name in the folder. */
    Optional<Entry> child(AccountId account, FolderId folder, EntryName name);

    /**
     * A page of a folder: folders first, then files, each by name in byte order.
     *
     * @param after where the page before ended; none for the first page
     * @param limit most entries to return
     */
    List<Entry> list(AccountId account, FolderId folder, Optional<Position> after, int limit);

    /**
     * A place in a folder's list: just after an entry, whether or not it is still there.
     *
     * @param folders whether it is among the folders, which come first
     */
    record Position(boolean folders, EntryName name) {}

    /** The folder, or the nearest one above it that lives, up to the root. */
    Folder nearestLiving(AccountId account, FolderId id);

    /** Whether {@code folder} is {@code ancestor} or lies anywhere below it. */
    boolean isWithin(AccountId account, FolderId folder, FolderId ancestor);

    /** How many levels of folders lie below {@code folder}. */
    int heightOf(AccountId account, FolderId folder);
}
