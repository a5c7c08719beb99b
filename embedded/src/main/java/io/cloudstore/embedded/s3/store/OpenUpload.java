package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.checksum.ChecksumType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What CreateMultipartUpload fixed.
 *
 * @param id sorts by the time of initiation; the rest of it is random
 * @param algorithm of the parts' checksums; none when the client named none
 * @param initiator access key of who began it
 */
public record OpenUpload(
        String id,
        String key,
        Instant initiated,
        Attributes attributes,
        @Nullable ChecksumAlgorithm algorithm,
        @Nullable ChecksumType type,
        String initiator) {}
