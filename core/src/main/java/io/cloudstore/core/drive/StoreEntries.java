package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import java.time.Instant;
import java.util.Optional;

/** Keeps folders, files and versions, inside the caller's transaction, which holds the account's lock. */
public interface StoreEntries {
    /** Adds a folder. */
    void addFolder(AccountId account, Folder folder);

    /** Adds a file with its first version. */
    void addFile(AccountId account, FileId id, FolderId folder, EntryName name, NewVersion version);

    /** Makes {@code version} the file's current one; the ones before it stay. */
    void addVersion(AccountId account, FileId id, NewVersion version);

    /** Renames and moves a folder. */
    void changeFolder(AccountId account, FolderId id, EntryName name, FolderId parent);

    /** Renames and moves a file. */
    void changeFile(AccountId account, FileId id, EntryName name, FolderId folder);

    /** Puts a folder, and all that is below it, into the trash. */
    void trashFolder(AccountId account, FolderId id);

    /** Puts a file into the trash. */
    void trashFile(AccountId account, FileId id);

    /**
     * A version about to be added.
     *
     * @param blob its content, whose row the transaction has locked
     */
    record NewVersion(BlobId blob, long size, String contentType, Optional<Instant> modifiedAt) {}
}
