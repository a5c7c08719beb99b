package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link CompleteRequest}: 200 with the file, or 202 while the merge goes on (ask again).
 *
 * @param state {@code MERGED} or {@code MERGING}
 * @param file the file, once merged
 * @param renamed whether the file got another name or folder than was asked for
 */
public record CompleteView(String state, @Nullable FileView file, boolean renamed) {}
