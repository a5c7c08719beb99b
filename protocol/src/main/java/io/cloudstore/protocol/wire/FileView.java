package io.cloudstore.protocol.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file, in its current version.
 *
 * @param folderId the folder it is in
 * @param contentId the content id that the store attested
 * @param place {@code staged} until the transfer has verified it in long-term storage, then {@code stored}; {@value
 *     #QUARANTINED} when its bytes were found to differ: whoever has them sends them again
 * @param version number of the current version, counted from 1
 * @param createdAt when the first version was made
 * @param contentAt when the current version was made, and so its content came here; none from a service that is older than
 *     this field
 * @param modifiedAt when the source was last modified, as the client told
 */
public record FileView(
        String id,
        String name,
        String folderId,
        long size,
        String contentType,
        String contentId,
        String place,
        int version,
        Instant createdAt,
        @Nullable Instant contentAt,
        @Nullable Instant modifiedAt) {
    /** The place of content that nobody can download. */
    public static final String QUARANTINED = "quarantined";
}
