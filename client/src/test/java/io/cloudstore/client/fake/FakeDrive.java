package io.cloudstore.client.fake;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.TrashedView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Folders and files. */
final class FakeDrive {
    static final String ROOT_ID = UUID.randomUUID().toString();

    private final Map<String, FolderView> folders = new LinkedHashMap<>();
    private final Map<String, FileView> files = new LinkedHashMap<>();
    private final Deque<EntryView> trash = new ArrayDeque<>();

    FakeDrive() {
        folders.put(ROOT_ID, new FolderView(ROOT_ID, "", null, Instant.now()));
    }

    /** A folder that has none above it that was thrown away. */
    FolderView folder(String id) {
        FolderView folder = found(folders.get(id.equals("root") ? ROOT_ID : id));
        if (folder.parentId() != null) {
            folder(folder.parentId());
        }
        return folder;
    }

    FileView file(String id) {
        return found(files.get(id));
    }

    /** A file that is asked for; the next one who asks finds it in long-term storage. */
    FileView lookedAt(String id) {
        FileView now = file(id);
        move(now, "stored");
        return now;
    }

    void quarantine(String id) {
        move(file(id), FileView.QUARANTINED);
    }

    private void move(FileView now, String place) {
        files.put(
                now.id(),
                new FileView(
                        now.id(),
                        now.name(),
                        now.folderId(),
                        now.size(),
                        now.contentType(),
                        now.contentId(),
                        place,
                        now.version(),
                        now.createdAt(),
                        now.contentAt(),
                        now.modifiedAt()));
    }

    private static <T> T found(T entry) {
        if (entry == null) {
            throw ProblemException.notFound();
        }
        return entry;
    }

    EntryView at(String path) {
        EntryView entry = EntryView.of(folder("root"));
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                FolderView folder = found(entry.folder());
                entry = list(folder.id()).stream()
                        .filter(e -> name(e).equals(name))
                        .findFirst()
                        .orElseThrow(ProblemException::notFound);
            }
        }
        return entry;
    }

    List<EntryView> list(String folderId) {
        String id = folder(folderId).id();
        List<EntryView> entries = new ArrayList<>();
        folders.values().stream()
                .filter(f -> id.equals(f.parentId()))
                .map(EntryView::of)
                .forEach(entries::add);
        files.values().stream()
                .filter(f -> id.equals(f.folderId()))
                .map(EntryView::of)
                .forEach(entries::add);
        return entries;
    }

    private static String name(EntryView entry) {
        return entry.folder() != null
                ? entry.folder().name()
                : Objects.requireNonNull(entry.file()).name();
    }

    FolderView createFolder(String parentId, String name) {
        FolderView parent = folder(parentId == null ? "root" : parentId);
        requireFree(parent.id(), name);
        FolderView made = new FolderView(UUID.randomUUID().toString(), name, parent.id(), Instant.now());
        folders.put(made.id(), made);
        return made;
    }

    void requireFree(String folderId, String name) {
        if (list(folderId).stream().anyMatch(e -> name(e).equals(name))) {
            throw new ProblemException(ProblemCode.NAME_TAKEN, "The folder already holds " + name + ".");
        }
    }

    FileView add(String folderId, String name, String conflict, long size, String contentId, String id) {
        FileView there = list(folderId).stream()
                .map(EntryView::file)
                .filter(f -> f != null && f.name().equals(name))
                .findFirst()
                .orElse(null);
        String free = name;
        for (int i = 1; there != null && conflict.equals("rename") && taken(folderId, free); i++) {
            free = name + " (" + i + ")";
        }
        Instant now = Instant.now();
        Instant createdAt = now;
        int version = 1;
        if (there != null && conflict.equals("replace")) {
            files.remove(there.id());
            version = there.version() + 1;
            createdAt = now.minus(Duration.ofDays(1)); // as if it had been then
        }
        FileView made = new FileView(
                id,
                free,
                folderId,
                size,
                "application/octet-stream",
                contentId,
                "staged",
                version,
                createdAt,
                now,
                null);
        files.put(id, made);
        return made;
    }

    private boolean taken(String folderId, String name) {
        return list(folderId).stream().anyMatch(e -> name(e).equals(name));
    }

    FileView change(String id, ChangeEntryRequest change) {
        FileView old = file(id);
        String folderId = change.folderId() == null
                ? old.folderId()
                : folder(change.folderId()).id();
        String name = change.name() == null ? old.name() : change.name();
        requireFree(folderId, name);
        return place(id, name, folderId);
    }

    private FileView place(String id, String name, String folderId) {
        FileView old = file(id);
        FileView made = new FileView(
                id,
                name,
                folderId,
                old.size(),
                old.contentType(),
                old.contentId(),
                old.place(),
                old.version(),
                old.createdAt(),
                old.contentAt(),
                old.modifiedAt());
        files.put(id, made);
        return made;
    }

    FolderView changeFolder(String id, ChangeEntryRequest change) {
        FolderView old = folder(id);
        String parentId = change.folderId() == null
                ? old.parentId()
                : folder(change.folderId()).id();
        String name = change.name() == null ? old.name() : change.name();
        requireFree(parentId, name);
        return placeFolder(id, name, parentId);
    }

    private FolderView placeFolder(String id, String name, String parentId) {
        FolderView made = new FolderView(
                id, name, parentId, Objects.requireNonNull(folders.get(id)).createdAt());
        folders.put(id, made);
        return made;
    }

    void deleteFile(String id, boolean forGood) {
        FileView file = files.remove(id);
        if (file != null && !forGood) {
            trash.addFirst(EntryView.of(file));
        } else if (file == null
                && !(forGood && trash.removeIf(entry -> id(entry).equals(id)))) {
            throw ProblemException.notFound();
        }
    }

    /** What is below a folder in the trash is found by nobody, so it is left where it is. */
    void deleteFolder(String id, boolean forGood) {
        FolderView folder = folders.remove(id);
        if (folder != null && !forGood) {
            trash.addFirst(EntryView.of(folder));
        } else if (folder == null
                && !(forGood && trash.removeIf(entry -> id(entry).equals(id)))) {
            throw ProblemException.notFound();
        }
    }

    List<TrashedView> trashed() {
        return trash.stream().map(FakeDrive::trashed).toList();
    }

    private static TrashedView trashed(EntryView entry) {
        FileView file = entry.file();
        return new TrashedView(
                id(entry),
                entry.type(),
                name(entry),
                folderOf(entry),
                file == null ? null : file.size(),
                Instant.now());
    }

    private static String folderOf(EntryView entry) {
        return entry.folder() != null
                ? Objects.requireNonNull(entry.folder().parentId())
                : Objects.requireNonNull(entry.file()).folderId();
    }

    /** To where it was, or the root when that is gone; under its name, or another one. */
    EntryView restore(String id) {
        EntryView entry = found(
                trash.stream().filter(each -> id(each).equals(id)).findFirst().orElse(null));
        trash.remove(entry);
        String to = lives(folderOf(entry)) ? folderOf(entry) : ROOT_ID;
        String name = name(entry);
        while (taken(to, name)) {
            name += " (restored)";
        }
        if (entry.folder() != null) {
            folders.put(id, entry.folder());
            return EntryView.of(placeFolder(id, name, to));
        }
        files.put(id, Objects.requireNonNull(entry.file()));
        return EntryView.of(place(id, name, to));
    }

    private boolean lives(String folderId) {
        try {
            folder(folderId);
            return true;
        } catch (ProblemException gone) {
            return false;
        }
    }

    void emptyTrash() {
        trash.clear();
    }

    private static String id(EntryView entry) {
        return entry.folder() != null
                ? entry.folder().id()
                : Objects.requireNonNull(entry.file()).id();
    }

    List<FileView> files() {
        return new ArrayList<>(files.values());
    }
}
