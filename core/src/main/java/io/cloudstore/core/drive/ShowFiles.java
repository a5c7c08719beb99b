package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Shows many files of an account at once. */
public final class ShowFiles {
    private final FindManyEntries entries;

    public ShowFiles(FindManyEntries entries) {
        this.entries = entries;
    }

    /** Those of the files that live, by their ids. */
    public Map<FileId, FileEntry> show(AccountId account, Collection<FileId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : entries.files(account, ids).stream().collect(Collectors.toMap(FileEntry::id, Function.identity()));
    }
}
