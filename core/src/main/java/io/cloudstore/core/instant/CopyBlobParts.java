package io.cloudstore.core.instant;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.Sha256;
import java.util.Optional;
import java.util.UUID;

/**
 * Copies parts of stored content into uploads, inside the store. Every method throws {@link StoreFailed} when the store
 * fails or can't be reached.
 */
public interface CopyBlobParts {
    /** The ETag of the blob's object, in the bucket that its place names; none if it is not there. */
    Optional<String> etag(Blob source);

    /**
     * Copies one part of a blob as a part of an upload.
     *
     * @param sourceEtag the source's, as it was looked at
     * @param sourcePart number of the part in the blob
     * @param n number of the part in the upload
     * @return the digest of what the store holds now; none if the source changed or is gone, or the multipart upload is
     *     gone
     */
    Optional<Sha256> copyPart(
            Blob source, String sourceEtag, int sourcePart, UUID stagingKey, String multipartId, int n);
}
