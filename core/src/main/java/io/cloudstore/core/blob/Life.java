package io.cloudstore.core.blob;

/** Whether a blob lives. */
public enum Life {
    /** Referenced, or about to be. */
    LIVE,
    /** No longer referenced; may be revived. */
    TOMBSTONED,
    /** Its objects are being removed; never revived. */
    DELETING,
    /** Its bytes disagree with its digests. */
    QUARANTINED
}
