package io.cloudstore.core.work;

/** What a job does. The name is stored; a kind, once released, keeps it. */
public enum JobKind {
    /** Completes an upload in the store and makes its file visible; the subject is the upload's id. */
    MERGE,
    /** Moves a blob to long-term storage; the subject is the blob's id. */
    TRANSFER,
    /** Removes what lies under a staging key that no blob needs any more; the subject is the key. */
    CLEAN,

    /** Drops what was purged, with all that is below it; the subject is the id of a folder, a file, or an account's trash. */
    PURGE,

    /** Takes content that nothing refers to out of the store, in stages; the subject is the blob's id. */
    RECLAIM,

    /** Reads a sample of stored content again; there is one, and it is never done. */
    SCRUB,

    /** Walks over the blobs' rows; there is one, and it is never done. */
    CHECK_ROWS,

    /** Walks over what lies in a bucket; there is one for each bucket, and it is never done. */
    CHECK_OBJECTS
}
