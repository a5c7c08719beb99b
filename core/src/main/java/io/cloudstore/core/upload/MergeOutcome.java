package io.cloudstore.core.upload;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.FileId;
import java.util.List;
import java.util.Optional;

/** What came of carrying a merge on. */
public sealed interface MergeOutcome {
    /**
     * The file is visible.
     *
     * @param toTransfer the new blob, when the content was not stored before
     */
    record Merged(FileId file, boolean renamed, Optional<BlobId> toTransfer) implements MergeOutcome {}

    /** The upload is open again: these parts are not in the store as they were signed. */
    record Reopened(List<Integer> missing) implements MergeOutcome {}

    /** The upload has ended without a file. */
    record Ended(UploadState state) implements MergeOutcome {}

    /** Somebody else is at it, or the store needs time: ask again later. */
    record Pending() implements MergeOutcome {}
}
