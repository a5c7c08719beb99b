package io.cloudstore.core.upload;

import io.cloudstore.core.drive.FileId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps many uploads of one account at once, inside the caller's transaction, which holds the account's lock: what {@link
 * StoreUpload} does for each, in a number of statements that does not grow with theirs.
 */
public interface StoreUploads {
    /** Adds uploads that were opened together, with the parts that are signed for them at once, if any. */
    void insert(Map<Upload, List<RecordedPart>> uploads);

    /** Those of the uploads that there are, their rows locked. */
    List<Upload> lock(Collection<UploadId> ids);

    /** Ends merges that began and ended in this transaction: OPEN → MERGED, each with its file. */
    void merged(Collection<Merge> merges, Instant now);

    /**
     * An upload that became a file.
     *
     * @param renamed whether the file got another name or folder than was asked for
     */
    record Merge(UploadId upload, FileId file, boolean renamed) {}
}
