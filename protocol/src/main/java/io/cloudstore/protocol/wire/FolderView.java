package io.cloudstore.protocol.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder.
 *
 * @param parentId the folder it is in; none for the root
 */
public record FolderView(String id, String name, @Nullable String parentId, Instant createdAt) {}
