package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.Sha256;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Finds much stored content at once. */
public interface FindBlobs {
    /** The size of a content and the digest of its first part. */
    record FirstPart(long size, Sha256 sha256) {}

    /** Those of the first parts that living content begins with to which a file of the account, not purged, refers. */
    Set<FirstPart> ownersFirstParts(UUID owner, Collection<FirstPart> firstParts);

    /** Those of the blobs of whose domain, size and content id there is quarantined content too. */
    Set<BlobId> withQuarantined(Collection<BlobId> blobs);
}
