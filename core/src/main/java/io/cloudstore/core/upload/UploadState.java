package io.cloudstore.core.upload;

/** The life of an upload: {@code OPEN → MERGING → MERGED}, back to OPEN when a part is missing, or to one of the ends. */
public enum UploadState {
    /** Takes parts. */
    OPEN,
    /** Being completed in the store; carried on by whoever holds the job's lease. */
    MERGING,
    /** Its file is visible. */
    MERGED,
    /** The store's object disagrees with what the store attested. */
    REJECTED,
    /** Made visible without sending: the content was stored already. */
    INSTANT,
    /** Given up by its owner. */
    ABORTED,
    /** Given up by time. */
    EXPIRED
}
