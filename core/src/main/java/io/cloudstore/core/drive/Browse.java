package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.List;
import java.util.Optional;

/** Reads a drive. What is another's, in the trash, or never was is the same: not found. */
public final class Browse {
    private final FindEntries entries;

    public Browse(FindEntries entries) {
        this.entries = entries;
    }

    /** The folder of that id. */
    public Folder folder(AccountId account, FolderId id) {
        return entries.folder(account, id).orElseThrow(ProblemException::notFound);
    }

    /** The file of that id. */
    public FileEntry file(AccountId account, FileId id) {
        return find(account, id).orElseThrow(ProblemException::notFound);
    }

    /** The file of that id, if it is still there. */
    public Optional<FileEntry> find(AccountId account, FileId id) {
        return entries.file(account, id);
    }

    /**
     * The entry at a path: names from the root, each after a slash; an empty path is the root.
     *
     * @throws ProblemException not-found, invalid-name
     */
    public Entry at(AccountId account, List<EntryName> path) {
        Entry here = new Entry.Sub(folder(account, FolderId.rootOf(account)));
        for (EntryName name : path) {
            if (!(here instanceof Entry.Sub(Folder folder))) {
                throw ProblemException.notFound();
            }
            here = entries.child(account, folder.id(), name).orElseThrow(ProblemException::notFound);
        }
        return here;
    }

    /**
     * A page of a folder: folders first, then files, each by name in byte order.
     *
     * @param after where the page before ended
     */
    public List<Entry> list(AccountId account, FolderId id, Optional<FindEntries.Position> after, int limit) {
        return entries.list(account, folder(account, id).id(), after, limit);
    }
}
