package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;

/** Changes what is in the trash, inside the caller's transaction, which holds the account's lock. One row each. */
public interface ChangeTrash {
    /** Takes a folder out of the trash, to a name and a parent that may be others than it had. */
    void restoreFolder(AccountId account, FolderId id, EntryName name, FolderId parent);

    /** Takes a file out of the trash, to a name and a folder that may be others than it had. */
    void restoreFile(AccountId account, FileId id, EntryName name, FolderId folder);

    /** Empties the trash: nobody finds what is in it now any more, and it is to be dropped. */
    void empty(AccountId account);

    /**
     * Marks a file as purged, wherever it is: nobody finds it any more, and it is to be dropped.
     *
     * @return false, and nothing changes, when the account has no such file or it was purged before
     */
    boolean purgeFile(AccountId account, FileId id);

    /**
     * Marks a folder other than the root as purged, wherever it is: nobody finds it or what is below it any more, and all
     * that is to be dropped.
     *
     * @return false, and nothing changes, when the account has no such folder or it was purged before
     */
    boolean purgeFolder(AccountId account, FolderId id);
}
