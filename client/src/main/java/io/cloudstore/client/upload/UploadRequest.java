package io.cloudstore.client.upload;

import io.cloudstore.client.drive.Drive;
import io.cloudstore.client.drive.RemotePath;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.OpenUploadRequest;
import io.cloudstore.protocol.wire.PartDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What is to be uploaded.
 *
 * @param source the local file; it must not change until the upload has ended
 * @param folderId the id of the folder that it goes into
 * @param path where it goes: that folder's path and the file's name
 * @param conflict what happens when other content is there
 * @param existing what is known of the file there
 */
public record UploadRequest(Path source, String folderId, RemotePath path, Conflict conflict, Existing existing) {
    /** The file that is at the path already; looked for where nobody knows. */
    Optional<FileView> there(Drive drive) throws IOException, InterruptedException {
        return switch (existing) {
            case Existing.Absent() -> Optional.empty();
            case Existing.Present(FileView file) -> Optional.of(file);
            case Existing.Unknown() -> drive.fileAt(path);
        };
    }

    /** Whether a file that is there may have the same content: that of one in quarantine is to be sent again. */
    static boolean maySpare(FileView there, long size) {
        return there.size() == size && !there.place().equals(FileView.QUARANTINED);
    }

    /** What opens the upload, with the parts that are signed at once. */
    OpenUploadRequest opening(SourceFile opened, List<PartDigest> parts) throws IOException {
        return new OpenUploadRequest(
                path.name(),
                folderId,
                opened.plan().size(),
                Files.probeContentType(source),
                opened.modifiedAt().truncatedTo(ChronoUnit.MILLIS),
                conflict.toString(),
                parts);
    }

    /** Where the file that came of it is, which may be another folder than was asked for. */
    RemotePath pathOf(FileView file, Drive drive) throws IOException, InterruptedException {
        RemotePath folder = file.folderId().equals(folderId) ? path.parent() : drive.pathOf(file.folderId());
        return folder.child(file.name());
    }
}
