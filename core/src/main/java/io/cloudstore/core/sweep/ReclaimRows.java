package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.BlobId;
import java.time.Duration;

/**
 * Where content stands on its way out, inside the caller's transaction, which holds the blob's lock. Times are the
 * database's.
 */
public interface ReclaimRows {
    /**
     * Whether any file version refers to the blob now. A locking read: it waits for whoever is about to drop a reference,
     * and never answers from a snapshot that is older than the lock.
     */
    boolean isReferenced(BlobId id);

    /** Whether somebody holds a living lease on the blob's transfer. */
    boolean isMoving(BlobId id);

    /** LIVE → TOMBSTONED, now. */
    void tombstone(BlobId id);

    /** How long ago the blob was tombstoned last. */
    Duration tombstonedFor(BlobId id);

    /** TOMBSTONED or QUARANTINED → DELETING, for good. */
    void deleting(BlobId id);

    /** Drops the row of a blob that is DELETING, with its parts. */
    void drop(BlobId id);
}
