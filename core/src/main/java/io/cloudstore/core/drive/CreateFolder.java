package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;

/** Makes a folder. */
public final class CreateFolder {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final Siblings siblings;
    private final FindEntries entries;
    private final StoreEntries store;
    private final int mostDepth;
    private final Draw draw;
    private final Clock clock;

    /** With the most folders that may lie above a folder. */
    public CreateFolder(
            UnitOfWork work,
            LockAccount accounts,
            FindEntries entries,
            StoreEntries store,
            int mostDepth,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.siblings = new Siblings(entries);
        this.entries = entries;
        this.store = store;
        this.mostDepth = mostDepth;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Makes the folder.
     *
     * @throws ProblemException not-found, name-taken, folder-too-deep
     */
    public Folder create(AccountId account, FolderId parent, EntryName name) {
        var id = new FolderId(draw.id());
        return work.run(() -> {
            accounts.lock(account);
            Folder above = entries.folder(account, parent).orElseThrow(ProblemException::notFound);
            siblings.requireFree(account, parent, name);
            ChangeFolder.requireDepth(above.depth() + 1, mostDepth);
            var folder = new Folder(id, name, Optional.of(parent), above.depth() + 1, clock.instant());
            store.addFolder(account, folder);
            return folder;
        });
    }
}
