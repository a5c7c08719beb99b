package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;

/** Names within one folder: files and folders share them. The caller's transaction holds the account's lock. */
final class Siblings {
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

    static ProblemException taken() {
        return new ProblemException(ProblemCode.NAME_TAKEN, "Choose another name, or rename what is there.");
    }
}
