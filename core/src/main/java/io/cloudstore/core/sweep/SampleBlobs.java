package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Chooses stored content that is to be read again. */
public interface SampleBlobs {
    /**
     * Living content in long-term storage, by its random keys from {@code point} on: whoever draws a random point draws
     * random content.
     *
     * @param limit most blobs to return
     */
    List<Blob> stored(UUID point, int limit);

    /** The recorded digest of one part; none if the blob is gone. */
    Optional<Sha256> digestOf(BlobId id, int n);
}
