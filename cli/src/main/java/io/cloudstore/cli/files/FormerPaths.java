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

/**
 * Where things were that are in the trash now, as the folders above them are called today. Each of these is asked for once at
 * most.
 */
final class FormerPaths {
    private final Drive drive;
    private final Map<String, TrashedView> trashed = new HashMap<>();
    private final Map<String, Optional<RemotePath>> folders = new HashMap<>();

    /** Of what is in {@code trash}, which is all that was put into it itself. */
    FormerPaths(Drive drive, List<TrashedView> trash) {
        this.drive = drive;
        trash.forEach(each -> trashed.put(each.id(), each));
    }

    /** Where it was; nobody can tell any more when its folder is below another one that is in the trash, or is purged. */
    Optional<RemotePath> of(TrashedView thing) throws IOException, InterruptedException {
        return folder(thing.folderId()).map(folder -> folder.child(thing.name()));
    }

    private Optional<RemotePath> folder(String id) throws IOException, InterruptedException {
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
            return parent == null
                    ? Optional.of(RemotePath.ROOT)
                    : folder(parent).map(above -> above.child(folder.name()));
        } catch (ProblemException e) {
            if (e.code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
