package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.Checksum;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of an object but its bytes; written as the footer of its file.
 *
 * @param etag without quotes: MD5 in hex, or {@code MD5-N} of a multipart object
 * @param sequencer orders the writes of the store; hex of fixed length
 * @param checksum none when the object was composed of parts without one
 * @param uploadId the upload whose folder holds the bytes; none for an object of a single PUT
 * @param parts empty for an object of a single PUT
 */
public record StoredObject(
        String key,
        long size,
        String etag,
        Instant lastModified,
        String sequencer,
        Attributes attributes,
        @Nullable Checksum checksum,
        @Nullable String uploadId,
        List<StoredPart> parts) {
    public StoredObject {
        parts = List.copyOf(parts);
    }

    /** The object of a single PUT or copy; time and sequencer are given when it becomes visible. */
    public static StoredObject single(
            String key, long size, String etag, Attributes attributes, @Nullable Checksum checksum) {
        return new StoredObject(key, size, etag, Instant.EPOCH, "", attributes, checksum, null, List.of());
    }

    StoredObject stamped(Instant time, String newSequencer) {
        return new StoredObject(key, size, etag, time, newSequencer, attributes, checksum, uploadId, parts);
    }
}
