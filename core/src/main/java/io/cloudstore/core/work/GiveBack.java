package io.cloudstore.core.work;

/**
 * Gives a job back whose attempt failed: it backs off, and the alarm rings once when it keeps failing. No job of ours is
 * ever given up.
 */
public final class GiveBack {
    /** The failure in a row at which the alarm rings: about half a minute after the first. */
    static final int RINGS_AT = 5;

    private final LeaseJob leases;
    private final Alarm alarm;

    public GiveBack(LeaseJob leases, Alarm alarm) {
        this.leases = leases;
        this.alarm = alarm;
    }

    /** Whether a job failed so often in a row, before it was leased, that the alarm rang. */
    public static boolean hasRung(Lease lease) {
        return lease.attempts() >= RINGS_AT;
    }

    /** After a failure that left the work where it stood. */
    public void failed(Lease lease) {
        failed(lease, lease.checkpoint());
    }

    /** After a failure; the next attempt begins at {@code checkpoint}. */
    public void failed(Lease lease, String checkpoint) {
        leases.free(lease, BackOff.after(lease), checkpoint, true);
        if (lease.attempts() + 1 == RINGS_AT) {
            alarm.ring(
                    "job-keeps-failing", lease.job().kind() + " " + lease.job().subject());
        }
    }
}
