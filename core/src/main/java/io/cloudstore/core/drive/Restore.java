package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.UUID;

/**
 * Takes things out of the trash: to where they were, or the nearest folder above that still lives, under their name, or the
 * next free one.
 */
public final class Restore {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final FindTrash find;
    private final ChangeTrash trash;
    private final FindEntries entries;
    private final Siblings siblings;
    private final int mostDepth;
    private final Draw draw;

    /** With the most folders that may lie above a folder. */
    public Restore(
            UnitOfWork work,
            LockAccount accounts,
            FindTrash find,
            ChangeTrash trash,
            FindEntries entries,
            int mostDepth,
            Draw draw) {
        this.work = work;
        this.accounts = accounts;
        this.find = find;
        this.trash = trash;
        this.entries = entries;
        this.siblings = new Siblings(entries);
        this.mostDepth = mostDepth;
        this.draw = draw;
    }

    /**
     * Restores what was put into the trash itself under that id.
     *
     * @return the entry as it is now
     * @throws ProblemException not-found, folder-too-deep
     */
    public Entry restore(AccountId account, UUID id) {
        return work.run(() -> {
            accounts.lock(account);
            Trashed trashed = find.find(account, id).orElseThrow(ProblemException::notFound);
            Folder to = entries.nearestLiving(account, trashed.parent());
            EntryName name = siblings.isFree(account, to.id(), trashed.name())
                    ? trashed.name()
                    : siblings.nextFree(account, to.id(), trashed.name(), draw);
            return trashed.isFolder()
                    ? folder(account, new FolderId(id), name, to)
                    : file(account, new FileId(id), name, to.id());
        });
    }

    private Entry folder(AccountId account, FolderId id, EntryName name, Folder to) {
        ChangeFolder.requireDepth(to.depth() + 1 + entries.heightOf(account, id), mostDepth);
        trash.restoreFolder(account, id, name, to.id());
        return new Entry.Sub(entries.folder(account, id).orElseThrow());
    }

    private Entry file(AccountId account, FileId id, EntryName name, FolderId to) {
        trash.restoreFile(account, id, name, to);
        return new Entry.Item(entries.file(account, id).orElseThrow());
    }
}
