package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks names when uploads open; each folder is looked up once, however many files go into it. */
public final class CheckNames {
    private final FindEntries entries;
    private final FindManyEntries many;

    public CheckNames(FindEntries entries, FindManyEntries many) {
        this.entries = entries;
        this.many = many;
    }

    /** A place that a file is to have. */
    public record Wanted(FolderId folder, EntryName name, Conflict conflict) {}

    /** Why each can't have its place, as not-found or name-taken; none where it can. */
    public List<Optional<ProblemException>> check(AccountId account, List<Wanted> wanted) {
        Map<FolderId, Optional<Map<EntryName, Entry>>> folders = new HashMap<>();
        Map<FolderId, Set<EntryName>> names = new HashMap<>();
        wanted.forEach(each ->
                names.computeIfAbsent(each.folder(), id -> new HashSet<>()).add(each.name()));
        names.forEach((id, asked) -> folders.put(id, entries.folder(account, id).map(folder -> held(folder, asked))));
        return wanted.stream().map(each -> refusal(each, folders)).toList();
    }

    private Map<EntryName, Entry> held(Folder folder, Set<EntryName> names) {
        Map<EntryName, Entry> held = new HashMap<>();
        many.children(folder, names).forEach(entry -> held.put(entry.name(), entry));
        return held;
    }

    private static Optional<ProblemException> refusal(
            Wanted wanted, Map<FolderId, Optional<Map<EntryName, Entry>>> folders) {
        Optional<Map<EntryName, Entry>> held = folders.getOrDefault(wanted.folder(), Optional.empty());
        if (held.isEmpty()) {
            return Optional.of(ProblemException.notFound());
        }
        Optional<Entry> there = Optional.ofNullable(held.get().get(wanted.name()));
        boolean fits = there.isEmpty()
                || wanted.conflict() == Conflict.RENAME
                || (wanted.conflict() == Conflict.REPLACE && there.get() instanceof Entry.Item);
        return fits ? Optional.empty() : Optional.of(Siblings.taken());
    }
}
