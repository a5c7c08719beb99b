package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Drops the rows of what was purged, a bounded number at a time, inside the caller's transaction, which holds the account's
 * lock. A version's row is the reference to its blob: once it is gone, nothing of the file holds the blob.
 */
public interface DropEntries {
    /** What there is to drop under the subject of a purge; none when all of it is dropped. */
    Optional<Purged> find(UUID subject);

    /** Drops versions of a purged file, and the file with its last. */
    Dropped file(AccountId account, FileId id, int limit);

    /** Drops versions of the files in a folder, whatever their state, and each file with its last. */
    Dropped filesIn(AccountId account, FolderId folder, int limit);

    /** Drops versions of the files that were in the trash when it was emptied, and each file with its last. */
    Dropped emptiedFiles(AccountId account, int limit);

    /** Marks folders that were in the trash when it was emptied as purged; returns them. */
    List<FolderId> purgeEmptied(AccountId account, int limit);

    /** A folder in the folder, whatever its state, if there is one. */
    Optional<FolderId> folderIn(FolderId folder);

    /** Drops a folder that holds nothing any more; returns the folder it was in. */
    FolderId folder(AccountId account, FolderId id);

    /** What a purge is about. */
    sealed interface Purged {
        /** Whose it is. */
        AccountId account();

        /** A purged file. */
        record File(AccountId account, FileId id) implements Purged {}

        /** A purged folder. */
        record Sub(AccountId account, FolderId id) implements Purged {}

        /** An account's trash, emptied at some time. */
        record Trash(AccountId account) implements Purged {}
    }

    /**
     * What was dropped.
     *
     * @param versions one for each version
     * @param isAll whether nothing of the kind is left
     */
    record Dropped(List<Version> versions, boolean isAll) {}

    /** A version that is no more. */
    record Version(BlobId blob, long size) {}
}
