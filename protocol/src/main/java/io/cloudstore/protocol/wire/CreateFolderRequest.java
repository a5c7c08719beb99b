package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/folders}.
 *
 * @param parentId the folder it goes into; {@code root} when left out
 */
public record CreateFolderRequest(String name, @Nullable String parentId) {}
