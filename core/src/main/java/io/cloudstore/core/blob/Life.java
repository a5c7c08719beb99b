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
    QUARANTINED;

    /** Whether new references may be taken: it lives, or may live again. */
    public boolean isTakable() {
        return this == LIVE || this == TOMBSTONED;
    }
}
