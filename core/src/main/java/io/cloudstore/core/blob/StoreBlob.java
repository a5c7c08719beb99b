package io.cloudstore.core.blob;

import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps stored content. Everything here runs inside the caller's transaction. */
public interface StoreBlob {
    /**
     * Adds the blob with its parts' digests unless the domain already holds living content of that size and id; either
     * way the row that now holds the content is locked and returned. A tombstoned one is revived.
     */
    Blob insertOrLock(Blob blob, List<Sha256> partDigests);

    /** The blob, its row locked. */
    Optional<Blob> lock(BlobId id);

    /** Whether a file of {@code owner} has the blob, whose row is locked; the answer stands until the transaction ends. */
    boolean isHeldBy(BlobId id, UUID owner);

    /** Lets a tombstoned blob, whose row is locked, live again; any other stays as it is. */
    void revive(BlobId id);

    /** Marks the start of copying; nothing happens unless the place is {@link Place#STAGED}. */
    void copying(BlobId id);

    /** Records the multipart upload that copies the blob, unless one is recorded; returns the one in force. */
    String longTermUpload(BlobId id, String multipartId);

    /** Forgets the multipart upload {@code multipartId}, if it is the recorded one, so that another can begin. */
    void forgetLongTermUpload(BlobId id, String multipartId);

    /** Marks the blob as stored and verified. */
    void stored(BlobId id);

    /** Records that stored content, whose row is locked, was verified now, unless a time is recorded. */
    void recordVerified(BlobId id);

    /** Takes living content out of circulation because its bytes disagree with its digests. */
    void quarantine(BlobId id);
}
