package io.cloudstore.core.upload;

import io.cloudstore.core.account.LockAccount;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.Optional;

/** Takes the locks that every change of an upload needs, in their order: account, then upload. */
public final class LockUpload {
    private final LockAccount accounts;
    private final StoreUpload uploads;

    public LockUpload(LockAccount accounts, StoreUpload uploads) {
        this.accounts = accounts;
        this.uploads = uploads;
    }

    /** The upload as it stands, locked; none if it is gone. */
    public Optional<Upload> lock(Upload seen) {
        accounts.lock(seen.account());
        return uploads.lock(seen.id());
    }

    /** The upload, locked, if it is open. */
    Upload requireOpen(Upload seen) {
        Upload upload = lock(seen).orElseThrow(ProblemException::notFound);
        requireOpenState(upload);
        return upload;
    }

    /**
     * Refuses an upload that was seen in another state than open.
     *
     * @throws ProblemException upload-closed
     */
    public static void requireOpenState(Upload upload) {
        if (upload.state() != UploadState.OPEN) {
            throw closed(upload.state());
        }
    }

    /** What a call is told that needs an open upload and met one in this state. */
    public static ProblemException closed(UploadState state) {
        return new ProblemException(
                ProblemCode.UPLOAD_CLOSED,
                switch (state) {
                    case OPEN, MERGING -> "The upload is being merged.";
                    case MERGED, INSTANT -> "The upload has become a file.";
                    case ABORTED -> "The upload was aborted; begin another.";
                    case EXPIRED -> "The upload has expired; begin another.";
                    case REJECTED -> "The upload was rejected; begin another.";
                });
    }
}
