package io.cloudstore.protocol.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/uploads}.
 *
 * @param name the file's name, at most 255 bytes of UTF-8
 * @param folderId the folder it goes into; {@code root} when left out
 * @param size bytes of the whole file
 * @param contentType the file's media type; {@code application/octet-stream} when left out
 * @param modifiedAt when the source was last modified
 * @param conflict {@code fail} (when left out), {@code rename} or {@code replace}
 * @param parts digests that are already known, to have their URLs at once
 */
public record OpenUploadRequest(
        String name,
        @Nullable String folderId,
        Long size,
        @Nullable String contentType,
        @Nullable Instant modifiedAt,
        @Nullable String conflict,
        @Nullable List<PartDigest> parts) {}
