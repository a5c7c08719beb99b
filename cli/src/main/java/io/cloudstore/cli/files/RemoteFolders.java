package io.cloudstore.cli.files;

import io.cloudstore.cli.terminal.CommandFailure;
import io.cloudstore.cli.terminal.ExitCode;
import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.client.upload.Existing;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.EntryView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.FolderView;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Folders of the drive that one command puts into, each listed once at most. Without it every file of a large tree would
 * cost calls of its own to find its folder and its namesake.
 */
final class RemoteFolders {
    /** A folder with what is in it, by name. */
    private record Listed(String id, Map<String, EntryView> entries) {}

    private final Drive drive;
    private final Map<RemotePath, Listed> folders = new HashMap<>();

    RemoteFolders(Drive drive) {
        this.drive = drive;
    }

    /** The id of the folder at {@code path}, made with those above it where there is none. */
    String ensure(RemotePath path) throws IOException, InterruptedException {
        return listed(path).id();
    }

    /** What is known of the file at {@code path}. */
    Existing existing(RemotePath path) throws IOException, InterruptedException {
        EntryView entry = listed(path.parent()).entries().get(path.name());
        FileView file = entry == null ? null : entry.file();
        return file == null ? new Existing.Absent() : new Existing.Present(file);
    }

    private Listed listed(RemotePath path) throws IOException, InterruptedException {
        Listed known = folders.get(path);
        if (known == null) {
            known = path.isRoot() ? list(drive.folder(Drive.ROOT).id()) : find(path);
            folders.put(path, known);
        }
        return known;
    }

    private Listed find(RemotePath path) throws IOException, InterruptedException {
        Listed parent = listed(path.parent());
        EntryView entry = parent.entries().get(path.name());
        FolderView folder = entry == null ? null : entry.folder();
        if (folder != null) {
            return list(folder.id());
        }
        if (entry != null) {
            throw new CommandFailure(
                    ExitCode.CONFLICT,
                    path + " is a file, where a folder is needed",
                    "Rename it (mv), or put into another folder (--to).");
        }
        return made(parent.id(), path);
    }

    private Listed made(String parentId, RemotePath path) throws IOException, InterruptedException {
        try {
            return new Listed(drive.createFolder(parentId, path.name()).id(), Map.of());
        } catch (ProblemException e) {
            // Someone else was quicker.
            Optional<FolderView> there = e.code() == ProblemCode.NAME_TAKEN ? drive.folderAt(path) : Optional.empty();
            return list(there.orElseThrow(() -> e).id());
        }
    }

    private Listed list(String folderId) throws IOException, InterruptedException {
        Map<String, EntryView> entries = new HashMap<>();
        for (EntryView entry : drive.list(folderId)) {
            FileView file = entry.file();
            FolderView folder = entry.folder();
            if (file != null) {
                entries.put(file.name(), entry);
            } else if (folder != null) {
                entries.put(folder.name(), entry);
            }
        }
        return new Listed(folderId, entries);
    }
}
