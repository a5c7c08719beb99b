package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;

/**
 * Puts files and folders into the trash. One row changes, however much lies below: what has a trashed folder above it is
 * no longer found. The bytes stay, and stay in the quota.
 */
public final class Trash {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final FindEntries entries;
    private final StoreEntries store;

    public Trash(UnitOfWork work, LockAccount accounts, FindEntries entries, StoreEntries store) {
        this.work = work;
        this.accounts = accounts;
        this.entries = entries;
        this.store = store;
    }

    /** Puts the file into the trash; one that is not there is not found. */
    public void file(AccountId account, FileId id) {
        work.run(() -> {
            accounts.lock(account);
            FileEntry file = entries.file(account, id).orElseThrow(ProblemException::notFound);
            store.trashFile(account, file.id());
        });
    }

    /** Puts the folder into the trash, with all that is below it. The root stays. */
    public void folder(AccountId account, FolderId id) {
        work.run(() -> {
            accounts.lock(account);
            Folder folder = entries.folder(account, id).orElseThrow(ProblemException::notFound);
            if (folder.parent().isEmpty()) {
                throw ChangeFolder.rootStays();
            }
            store.trashFolder(account, id);
        });
    }
}
