package io.cloudstore.client.drive;

import io.cloudstore.client.call.Call;
import io.cloudstore.client.call.Service;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ChangeEntryRequest;
import io.cloudstore.protocol.wire.CreateFolderRequest;
import io.cloudstore.protocol.wire.DownloadView;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.Page;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The person's drive. All calls throw as {@link Service#call} does. */
public final class Drive {
    /** The id by which every account's root folder can be asked for. */
    public static final String ROOT = "root";

    private final Service service;

    /** The drive of whoever is signed in. */
    public Drive(Service service) {
        this.service = service;
    }

    /** What is at {@code path}, if anything. */
    public Optional<EntryView> entry(RemotePath path) throws IOException, InterruptedException {
        try {
            String query = "/v1/entries?path=" + Call.encode(path.toString());
            return Optional.of(service.call(Call.get(query, new TypeReference<>() {})));
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The file at {@code path}, if there is one. */
    public Optional<FileView> fileAt(RemotePath path) throws IOException, InterruptedException {
        return entry(path).map(EntryView::file);
    }

    /** The folder at {@code path}, if there is one. */
    public Optional<FolderView> folderAt(RemotePath path) throws IOException, InterruptedException {
        return path.isRoot() ? Optional.of(folder(ROOT)) : entry(path).map(EntryView::folder);
    }

    /** One page of what is in a folder; the first one without a cursor. */
    public Page<EntryView> list(String folderId, int limit, @Nullable String cursor)
            throws IOException, InterruptedException {
        String from = cursor == null ? "" : "&cursor=" + Call.encode(cursor);
        String path = "/v1/folders/" + Call.encode(folderId) + "/entries?limit=" + limit + from;
        return service.call(Call.get(path, new TypeReference<>() {}));
    }

    /** All that is in a folder. */
    public List<EntryView> list(String folderId) throws IOException, InterruptedException {
        List<EntryView> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<EntryView> page = list(folderId, Page.MOST, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    /** The folder of this id. */
    public FolderView folder(String id) throws IOException, InterruptedException {
        return service.call(Call.get("/v1/folders/" + Call.encode(id), new TypeReference<>() {}));
    }

    /** The file of this id. */
    public FileView file(String id) throws IOException, InterruptedException {
        return service.call(Call.get("/v1/files/" + Call.encode(id), new TypeReference<>() {}));
    }

    /** Makes a folder; {@code name-taken} if there is an entry of that name. */
    public FolderView createFolder(String parentId, String name) throws IOException, InterruptedException {
        CreateFolderRequest body = new CreateFolderRequest(RemotePath.normal(name), parentId);
        return service.call(Call.send("POST", "/v1/folders", body, new TypeReference<>() {}, Call.Care.CREATING));
    }

    /**
     * The folder at {@code path}, made together with those above it where there is none. Someone else making the same
     * one at the same time is no obstacle; a file of that name is ({@code name-taken}).
     */
    public FolderView ensureFolder(RemotePath path) throws IOException, InterruptedException {
        Optional<FolderView> there = folderAt(path);
        if (there.isPresent()) {
            return there.get();
        }
        FolderView parent = ensureFolder(path.parent());
        try {
            return createFolder(parent.id(), path.name());
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.NAME_TAKEN) {
                throw e;
            }
            return folderAt(path).orElseThrow(() -> e);
        }
    }

    /** Renames a file, moves it, or both. */
    public FileView changeFile(String id, ChangeEntryRequest change) throws IOException, InterruptedException {
        return service.call(change("/v1/files/" + Call.encode(id), change, new TypeReference<>() {}));
    }

    /** Renames a folder, moves it, or both. */
    public FolderView changeFolder(String id, ChangeEntryRequest change) throws IOException, InterruptedException {
        return service.call(change("/v1/folders/" + Call.encode(id), change, new TypeReference<>() {}));
    }

    private static <T> Call<T> change(String path, ChangeEntryRequest change, TypeReference<T> answer) {
        return Call.send("PATCH", path, change, answer, Call.Care.REPEATABLE);
    }

    /** Deletes a file. */
    public void deleteFile(String id) throws IOException, InterruptedException {
        service.call(Call.delete("/v1/files/" + Call.encode(id)));
    }

    /** Deletes a folder with what is in it. */
    public void deleteFolder(String id) throws IOException, InterruptedException {
        service.call(Call.delete("/v1/folders/" + Call.encode(id)));
    }

    /** Where to GET a file's bytes. */
    public DownloadView downloadUrl(String fileId) throws IOException, InterruptedException {
        String path = "/v1/files/" + Call.encode(fileId) + "/download";
        return service.call(new Call<>("GET", path, null, new TypeReference<>() {}, Call.Care.PATIENT));
    }

    /** The path of the folder {@code id}, found by walking up to the root. */
    public RemotePath pathOf(String id) throws IOException, InterruptedException {
        FolderView folder = folder(id);
        String parent = folder.parentId();
        return parent == null ? RemotePath.ROOT : pathOf(parent).child(folder.name());
    }
}
