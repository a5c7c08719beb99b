package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.work.Draw;
import java.util.Optional;

/**
 * Makes content visible as a file, inside the caller's transaction, which holds the account's lock and the blob's. What
 * was uploaded is never lost for a name: where the policy chosen at opening no longer fits, the file gets another name,
 * and where its folder is gone, the nearest living folder above.
 */
public final class PlaceFile {
    private final Siblings siblings;
    private final FindEntries entries;
    private final StoreEntries store;
    private final Draw draw;

    public PlaceFile(FindEntries entries, StoreEntries store, Draw draw) {
        this.siblings = new Siblings(entries);
        this.entries = entries;
        this.store = store;
        this.draw = draw;
    }

    /**
     * Where the content went.
     *
     * @param renamed whether it got another name or folder than was asked for
     */
    public record Placed(FileId file, boolean renamed) {}

    /** Places the content; never fails for a name or a folder. */
    public Placed place(AccountId account, FolderId folder, EntryName name, Conflict conflict, NewVersion version) {
        FolderId living = entries.nearestLiving(account, folder).id();
        boolean moved = !living.equals(folder);
        Optional<Entry> there = entries.child(account, living, name);
        if (conflict == Conflict.REPLACE && there.isPresent() && there.get() instanceof Entry.Item(FileEntry file)) {
            store.addVersion(account, file.id(), version);
            return new Placed(file.id(), moved);
        }
        EntryName free = there.isEmpty() ? name : siblings.nextFree(account, living, name, draw);
        var id = new FileId(draw.id());
        store.addFile(account, id, living, free, version);
        return new Placed(id, moved || !free.equals(name));
    }
}
