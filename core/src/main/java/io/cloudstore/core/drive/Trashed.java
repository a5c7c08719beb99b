package io.cloudstore.core.drive;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * What somebody put into the trash itself; what is below it is not told.
 *
 * @param id the file's or the folder's
 * @param parent the folder it was in
 * @param size bytes of a file's current version; none for a folder, whose sum would cost as much as it holds
 */
public record Trashed(
        UUID id, boolean isFolder, EntryName name, FolderId parent, OptionalLong size, Instant trashedAt) {}
