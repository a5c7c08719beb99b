package io.cloudstore.client.fake;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.time.Instant;
import java.util.ArrayList;
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

    FakeDrive() {
        folders.put(ROOT_ID, new FolderView(ROOT_ID, "", null, Instant.now()));
    }

    FolderView folder(String id) {
        return found(folders.get(id.equals("root") ? ROOT_ID : id));
    }

    FileView file(String id) {
        return found(files.get(id));
    }

    /** A file that is asked for; the next one who asks finds it in long-term storage. */
    FileView lookedAt(String id) {
        FileView now = file(id);
        files.put(
                id,
                new FileView(
                        id,
                        now.name(),
                        now.folderId(),
                        now.size(),
                        now.contentType(),
                        now.contentId(),
                        "stored",
                        now.version(),
                        now.createdAt(),
                        now.modifiedAt()));
        return now;
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
        if (there != null && conflict.equals("replace")) {
            files.remove(there.id());
        }
        int version = there != null && conflict.equals("replace") ? there.version() + 1 : 1;
        FileView made = new FileView(
                id,
                free,
                folderId,
                size,
                "application/octet-stream",
                contentId,
                "staged",
                version,
                Instant.now(),
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
        FolderView made = new FolderView(id, name, parentId, old.createdAt());
        folders.put(id, made);
        return made;
    }

    void deleteFile(String id) {
        files.remove(file(id).id());
    }

    void deleteFolder(String id) {
        for (EntryView entry : list(id)) {
            if (entry.folder() != null) {
                deleteFolder(entry.folder().id());
            } else {
                deleteFile(Objects.requireNonNull(entry.file()).id());
            }
        }
        folders.remove(folder(id).id());
    }

    List<FileView> files() {
        return new ArrayList<>(files.values());
    }
}
