package io.cloudstore.core.blob;

/** Where a blob's bytes are. Only ever goes forward. */
public enum Place {
    /** In the staging bucket. */
    STAGED,
    /** In the staging bucket, and on the way to long-term storage. */
    COPYING,
    /** In long-term storage, every part verified. */
    STORED
}
