package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.drive.FileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps uploads, inside the caller's transaction, which holds the account's lock. */
public interface StoreUpload {
    /** How many uploads of the account are open or merging. */
    int countOpen(AccountId account);

    /** The upload, its row locked. */
    Optional<Upload> lock(UploadId id);

    /** Records digests and lengths; a part recorded before gets the new ones. */
    void record(UploadId id, List<RecordedPart> parts);

    /** Moves the end of the last URL and the expiry on; neither ever goes back. */
    void touch(UploadId id, Instant urlsDeadAt, Instant expiresAt);

    /** Records the multipart upload unless one is recorded; returns the one in force. */
    String multipart(UploadId id, String multipartId);

    /**
     * Gives an open upload a new staging key, with no multipart upload, no URLs and no recorded parts: the digests in force
     * belong to the key. The old key is somebody else's to clean.
     */
    void rekey(UploadId id, UUID stagingKey, Instant now);

    /** Marks that the store was asked for the key of an upload, whose row is locked, after its last URL died. */
    void asked(UploadId id);

    /**
     * Moves on from one state to another.
     *
     * @return false, and nothing changes, when the upload is not in {@code from}
     */
    boolean move(UploadId id, UploadState from, UploadState to, Instant now);

    /**
     * Ends an open upload whose content was stored already: OPEN → INSTANT, with its file.
     *
     * @return false, and nothing changes, when the upload is not open
     */
    boolean instant(UploadId id, FileId file, boolean renamed, Instant now);

    /** Ends a merge: MERGING → MERGED, with its file. */
    boolean merged(UploadId id, FileId file, boolean renamed, Instant now);
}
