package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Stored content.
 *
 * @param plan its size and how it is cut
 * @param contentId the identity that the store attested
 * @param stagingKey random part of its object's key in the staging bucket, {@code staging/<hex>}
 * @param urlsDeadAt when the last presigned URL for the staging key ends
 * @param longTermKey random part of its object's key in the long-term bucket, {@code blob/<hex>}; fixed before any copy
 * @param longTermUpload the store's id of the multipart upload that copies it, once there is one
 */
public record Blob(
        BlobId id,
        Domain domain,
        PartPlan plan,
        ContentId contentId,
        Place place,
        Life life,
        UUID stagingKey,
        Instant urlsDeadAt,
        UUID longTermKey,
        Optional<String> longTermUpload) {}
