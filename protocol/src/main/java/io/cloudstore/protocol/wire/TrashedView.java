package io.cloudstore.protocol.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody put into the trash itself; what lies below a folder is not told.
 *
 * @param id the folder's or the file's: what purging and restoring name
 * @param type {@code folder} or {@code file}
 * @param folderId the folder it was in
 * @param size bytes of a file's current version; none for a folder
 */
public record TrashedView(
        String id,
        String type,
        String name,
        String folderId,
        @Nullable Long size,
        Instant trashedAt) {}
