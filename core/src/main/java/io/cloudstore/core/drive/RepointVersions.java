package io.cloudstore.core.drive;

import io.cloudstore.core.blob.BlobId;

/** Gives file versions other content of the same identity, whoever's they are. */
public interface RepointVersions {
    /**
     * Points versions that refer to {@code from} to {@code to}, inside the caller's transaction, which holds the lock of
     * {@code to}.
     *
     * @param limit most versions to change
     * @return how many were changed
     */
    int repoint(BlobId from, BlobId to, int limit);
}
