package io.cloudstore.core.drive;

import java.time.Instant;
import java.util.Optional;

/**
 * A folder that lives, as do all folders above it.
 *
 * @param parent none for the root
 * @param depth folders above it: 0 for the root
 */
public record Folder(FolderId id, EntryName name, Optional<FolderId> parent, int depth, Instant createdAt) {
    /** The name that the root's row carries; nobody sees it in a path. */
    public static final EntryName ROOT_NAME = new EntryName("root");
}
