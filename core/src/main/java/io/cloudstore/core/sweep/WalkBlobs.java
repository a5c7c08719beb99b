package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import java.util.List;

/** Walks over the blobs' rows in the order of their ids, a bounded number at a time. */
public interface WalkBlobs {
    /** The blobs after {@code after}, at most {@code limit}. */
    List<Blob> next(BlobId after, int limit);

    /** Those of the blobs after {@code after} up to {@code last} that nothing refers to, and that no job reclaims. */
    List<BlobId> forgotten(BlobId after, BlobId last);

    /**
     * Those of the blobs after {@code after} up to {@code last} that are stored and live, and of which nobody wrote down
     * when they were verified: an earlier version stored them.
     */
    List<BlobId> unverified(BlobId after, BlobId last);
}
