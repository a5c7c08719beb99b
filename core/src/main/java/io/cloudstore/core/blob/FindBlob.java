package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds stored content. */
public interface FindBlob {
    /** The blob of that id. */
    Optional<Blob> find(BlobId id);

    /** The blob that took that staging key. */
    Optional<Blob> findByStagingKey(UUID stagingKey);

    /** Digests of its parts, in order. */
    List<Sha256> partDigests(BlobId id);

    /** Whether {@code owner} holds a file of {@code size} bytes whose first part has this digest. */
    boolean ownerHolds(UUID owner, long size, Sha256 firstPart);
}
