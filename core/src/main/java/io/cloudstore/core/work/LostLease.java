package io.cloudstore.core.work;

/** The lease expired and somebody else holds the job: what was about to be committed is not. */
public final class LostLease extends RuntimeException {
    /** For the holder of {@code lease}. */
    public LostLease(Lease lease) {
        super(lease.job().kind() + " fence " + lease.fence() + " is no longer current", null, false, false);
    }
}
