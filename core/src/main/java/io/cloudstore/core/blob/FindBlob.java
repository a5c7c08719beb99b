package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.ContentId;
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

    /** Content of that size and id that a domain holds and that may be taken. */
    Optional<Blob> find(Domain domain, long size, ContentId id);

    /**
     * Content of that size and id that a file of {@code owner} has and that may be taken, in whichever domain it is.
     * Nothing of anybody else's is looked at.
     */
    Optional<Blob> own(UUID owner, long size, ContentId id);

    /**
     * Some content of a domain that may be taken, as like in size as can be had: the smallest that is not below {@code
     * size}, or else the largest; none if the domain is empty.
     */
    Optional<Blob> sizedLike(Domain domain, long size);

    /** Quarantined content of the same domain, size and id. */
    List<BlobId> quarantinedLike(Blob blob);
}
