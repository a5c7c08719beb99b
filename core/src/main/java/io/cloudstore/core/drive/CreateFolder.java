package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.ClaimKeys;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.Once;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes a folder. */
public final class CreateFolder {
    private final UnitOfWork work;
    private final Once once;
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
            ClaimKeys keys,
            LockAccount accounts,
            FindEntries entries,
            StoreEntries store,
            int mostDepth,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.once = new Once(keys);
        this.accounts = accounts;
        this.siblings = new Siblings(entries);
        this.entries = entries;
        this.store = store;
        this.mostDepth = mostDepth;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Makes the folder, for a call that named itself by no key.
     *
     * @throws ProblemException not-found, name-taken, folder-too-deep
     */
    public Folder create(AccountId account, FolderId parent, EntryName name) {
        return create(account, parent, name, Optional.empty());
    }

    /**
     * Makes the folder; a repeat under the same key gets the folder that was made, as it is now.
     *
     * @throws ProblemException not-found, name-taken, folder-too-deep, idempotency-key-reused
     */
    public Folder create(AccountId account, FolderId parent, EntryName name, Optional<CreationKey> key) {
        var id = new FolderId(draw.id());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return work.run(() -> once.before(key, id.value())
                .map(before -> entries.folder(account, new FolderId(before)).orElseThrow(ProblemException::notFound))
                .orElseGet(() -> make(account, id, parent, name, now)));
    }

    private Folder make(AccountId account, FolderId id, FolderId parent, EntryName name, Instant now) {
        accounts.lock(account);
        Folder above = entries.folder(account, parent).orElseThrow(ProblemException::notFound);
        siblings.requireFree(account, parent, name);
        ChangeFolder.requireDepth(above.depth() + 1, mostDepth);
        var folder = new Folder(id, name, Optional.of(parent), above.depth() + 1, now);
        store.addFolder(account, folder);
        return folder;
    }
}
