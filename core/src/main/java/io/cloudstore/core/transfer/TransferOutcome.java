package io.cloudstore.core.transfer;

/** What came of carrying a transfer on. */
public enum TransferOutcome {
    /** The blob is in long-term storage, verified. */
    STORED,
    /** The time was spent; the job is due again at once and goes on where this left off. */
    HANDED_OVER,
    /** Somebody else is at it, it is done, or its time has not come. */
    NOTHING_TO_DO,
    /** The source disagrees with its digests; the blob is quarantined. */
    QUARANTINED,
    /** The store needs time; the job comes again by itself. */
    LATER
}
