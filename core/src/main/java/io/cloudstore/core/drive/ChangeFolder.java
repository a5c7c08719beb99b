package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.Optional;

/** Renames and moves a folder. The tree stays a tree: writes of one account happen one after the other. */
public final class ChangeFolder {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final Siblings siblings;
    private final FindEntries entries;
    private final StoreEntries store;
    private final int mostDepth;

    /** With the most folders that may lie above a folder. */
    public ChangeFolder(UnitOfWork work, LockAccount accounts, FindEntries entries, StoreEntries store, int mostDepth) {
        this.work = work;
        this.accounts = accounts;
        this.siblings = new Siblings(entries);
        this.entries = entries;
        this.store = store;
        this.mostDepth = mostDepth;
    }

    /**
     * Gives the folder another name, another parent, or both; what is left out stays. The root can't be changed.
     *
     * @throws ProblemException not-found, name-taken, folder-cycle, folder-too-deep, forbidden
     */
    public Folder change(AccountId account, FolderId id, Optional<EntryName> name, Optional<FolderId> parent) {
        return work.run(() -> {
            accounts.lock(account);
            Folder folder = entries.folder(account, id).orElseThrow(ProblemException::notFound);
            FolderId from = folder.parent().orElseThrow(ChangeFolder::rootStays);
            EntryName newName = name.orElse(folder.name());
            FolderId to = parent.orElse(from);
            if (newName.equals(folder.name()) && to.equals(from)) {
                return folder;
            }
            if (!to.equals(from)) {
                requireRoom(account, folder, to);
            }
            siblings.requireFree(account, to, newName);
            store.changeFolder(account, id, newName, to);
            return entries.folder(account, id).orElseThrow();
        });
    }

    private void requireRoom(AccountId account, Folder folder, FolderId to) {
        Folder above = entries.folder(account, to).orElseThrow(ProblemException::notFound);
        if (entries.isWithin(account, to, folder.id())) {
            throw new ProblemException(ProblemCode.FOLDER_CYCLE, "The target lies inside the folder that would move.");
        }
        requireDepth(above.depth() + 1 + entries.heightOf(account, folder.id()), mostDepth);
    }

    static void requireDepth(int depth, int mostDepth) {
        if (depth > mostDepth) {
            throw new ProblemException(
                    ProblemCode.FOLDER_TOO_DEEP, "Folders may lie " + mostDepth + " deep, not deeper.");
        }
    }

    static ProblemException rootStays() {
        return new ProblemException(ProblemCode.FORBIDDEN, "The root folder can't be renamed, moved or removed.");
    }
}
