package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code PATCH /v1/files/{id}} and {@code PATCH /v1/folders/{id}}: rename, move, or both at once.
 *
 * @param name the new name; unchanged when left out
 * @param folderId the folder to move into; unchanged when left out
 */
public record ChangeEntryRequest(
        @Nullable String name, @Nullable String folderId) {}
