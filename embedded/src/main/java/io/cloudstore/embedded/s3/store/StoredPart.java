package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.Checksum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A part as it lies on disk.
 *
 * @param etag MD5 of the bytes in hex, without quotes
 * @param file name of the file with the bytes, in the upload's folder
 */
public record StoredPart(
        int number,
        long size,
        String etag,
        Instant lastModified,
        @Nullable Checksum checksum,
        String file) {}
