package io.cloudstore.cli.files;

import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FolderView;
import io.cloudstore.protocol.wire.TrashedView;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths of folders by their ids, as they are called today. Each folder is asked for once at most. */
final class FolderPaths {
    private final Drive drive;
    private final Map<String, TrashedView> trashed = new HashMap<>();
    private final Map<String, Optional<RemotePath>> folders = new HashMap<>();

    /** Of folders that are in the drive. */
    FolderPaths(Drive drive) {
        this(drive, List.of());
    }

    /** Also of those that were in the drive and are in {@code trash}, which is all that was put into it itself. */
    FolderPaths(Drive drive, List<TrashedView> trash) {
        this.drive = drive;
        trash.forEach(each -> trashed.put(each.id(), each));
    }

    /**
     * Where something was that is in the trash; nobody can tell any more when its folder is below another one that is in the
     * trash, or is purged.
     */
    Optional<RemotePath> of(TrashedView thing) throws IOException, InterruptedException {
        return of(thing.folderId()).map(folder -> folder.child(thing.name()));
    }

    /** The path of the folder {@code id}; none when it is gone. */
    Optional<RemotePath> of(String id) throws IOException, InterruptedException {
        Optional<RemotePath> known = folders.get(id);
        if (known == null) {
            known = find(id);
            folders.put(id, known);
        }
        return known;
    }

    private Optional<RemotePath> find(String id) throws IOException, InterruptedException {
        TrashedView thrownAway = trashed.get(id);
        if (thrownAway != null) {
            return of(thrownAway);
        }
        try {
            FolderView folder = drive.folder(id);
            String parent = folder.parentId();
            return parent == null ? Optional.of(RemotePath.ROOT) : of(parent).map(above -> above.child(folder.name()));
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
