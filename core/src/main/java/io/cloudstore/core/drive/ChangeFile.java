package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.Optional;

/** Renames and moves a file. */
public final class ChangeFile {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final Siblings siblings;
    private final FindEntries entries;
    private final StoreEntries store;

    public ChangeFile(UnitOfWork work, LockAccount accounts, FindEntries entries, StoreEntries store) {
        this.work = work;
        this.accounts = accounts;
        this.siblings = new Siblings(entries);
        this.entries = entries;
        this.store = store;
    }

    /**
     * Gives the file another name, another folder, or both; what is left out stays.
     *
     * @throws ProblemException not-found, name-taken
     */
    public FileEntry change(AccountId account, FileId id, Optional<EntryName> name, Optional<FolderId> folder) {
        return work.run(() -> {
            accounts.lock(account);
            FileEntry file = entries.file(account, id).orElseThrow(ProblemException::notFound);
            EntryName newName = name.orElse(file.name());
            Folder to = entries.folder(account, folder.orElse(file.folder())).orElseThrow(ProblemException::notFound);
            if (newName.equals(file.name()) && to.id().equals(file.folder())) {
                return file;
            }
            siblings.requireFree(account, to.id(), newName);
            store.changeFile(account, id, newName, to.id());
            return entries.file(account, id).orElseThrow();
        });
    }
}
