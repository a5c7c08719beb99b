package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.work.Draw;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;

/** Names within one folder: files and folders share them. The caller's transaction holds the account's lock. */
final class Siblings {
    private static final int NUMBERS_TRIED = 50;

    private final FindEntries entries;

    Siblings(FindEntries entries) {
        this.entries = entries;
    }

    boolean isFree(AccountId account, FolderId folder, EntryName name) {
        return entries.child(account, folder, name).isEmpty();
    }

    void requireFree(AccountId account, FolderId folder, EntryName name) {
        if (!isFree(account, folder, name)) {
            throw taken();
        }
    }

    /** The next name that nobody has, for one that somebody has. */
    EntryName nextFree(AccountId account, FolderId folder, EntryName name, Draw draw) {
        for (int n = 2; n < NUMBERS_TRIED; n++) {
            if (isFree(account, folder, name.numbered(n))) {
                return name.numbered(n);
            }
        }
        // A folder full of copies of one name: a number nobody has, rather than a walk through all that somebody has.
        return name.numbered(draw.key().hashCode() & Integer.MAX_VALUE);
    }

    static ProblemException taken() {
        return new ProblemException(ProblemCode.NAME_TAKEN, "Choose another name, or rename what is there.");
    }
}
