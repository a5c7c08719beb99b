package io.cloudstore.core.drive;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.PlaceFile.Placed;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.drive.StoreFiles.NewFile;
import io.cloudstore.core.work.Draw;
import io.cloudstore.protocol.content.ContentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes much content visible at once, under the same rules as {@link PlaceFile}: what finds its name free goes in
 * together, everything else after it one by one.
 */
public final class PlaceFiles {
    private final FindEntries entries;
    private final FindManyEntries many;
    private final StoreFiles store;
    private final PlaceFile one;
    private final Draw draw;

    public PlaceFiles(FindEntries entries, FindManyEntries many, StoreFiles store, PlaceFile one, Draw draw) {
        this.entries = entries;
        this.many = many;
        this.store = store;
        this.one = one;
        this.draw = draw;
    }

    /** Content with the place that it is to have. */
    public record Arrival(
            FolderId folder, EntryName name, Conflict conflict, NewVersion version, ContentId contentId) {}

    /** Places all, in the caller's transaction as {@link PlaceFile#place}; where each went, in their order. */
    public List<Placed> place(AccountId account, List<Arrival> arrivals) {
        Map<FolderId, Folder> living = new HashMap<>();
        List<Folder> folders = arrivals.stream()
                .map(arrival -> living.computeIfAbsent(arrival.folder(), id -> entries.nearestLiving(account, id)))
                .toList();
        Map<FolderId, Set<EntryName>> taken = taken(arrivals, folders);
        Map<Integer, NewFile> free = new HashMap<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            FolderId folder = folders.get(i).id();
            if (taken.computeIfAbsent(folder, id -> new HashSet<>()).add(arrival.name())) {
                free.put(
                        i,
                        new NewFile(
                                new FileId(draw.id()), folder, arrival.name(), arrival.version(), arrival.contentId()));
            }
        }
        if (!free.isEmpty()) {
            store.addFiles(account, free.values());
        }
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival arrival = arrivals.get(i);
            NewFile file = free.get(i);
            placed.add(
                    file == null
                            ? one.place(
                                    account, arrival.folder(), arrival.name(), arrival.conflict(), arrival.version())
                            : new Placed(file.id(), !file.folder().equals(arrival.folder())));
        }
        return placed;
    }

    private Map<FolderId, Set<EntryName>> taken(List<Arrival> arrivals, List<Folder> folders) {
        Map<Folder, Set<EntryName>> asked = new HashMap<>();
        for (int i = 0; i < arrivals.size(); i++) {
            asked.computeIfAbsent(folders.get(i), folder -> new HashSet<>())
                    .add(arrivals.get(i).name());
        }
        Map<FolderId, Set<EntryName>> taken = new HashMap<>();
        asked.forEach((folder, names) -> taken.put(
                folder.id(),
                many.children(folder, names).stream().map(Entry::name).collect(Collectors.toCollection(HashSet::new))));
        return taken;
    }
}
