package io.cloudstore.core.drive;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Instant;
import java.util.Optional;

/**
 * A living file in its current version, with what its content's blob says.
 *
 * @param version number of the current version, counted from 1
 * @param createdAt when the first version was made
 * @param contentAt when the current version was made
 * @param modifiedAt when the source was last modified, as the client told
 */
public record FileEntry(
        FileId id,
        FolderId folder,
        EntryName name,
        int version,
        BlobId blob,
        long size,
        ContentId contentId,
        Place place,
        Life life,
        String contentType,
        Instant createdAt,
        Instant contentAt,
        Optional<Instant> modifiedAt) {

    /**
     * The file, if its bytes are what they were.
     *
     * @throws ProblemException content-quarantined
     */
    public FileEntry requireSound() {
        if (life == Life.QUARANTINED) {
            throw new ProblemException(
                    ProblemCode.CONTENT_QUARANTINED,
                    "The content failed its integrity check; upload the file again, replacing this one.");
        }
        return this;
    }
}
