package io.cloudstore.core.work;

import java.time.Duration;
import java.util.Optional;

/** Who carries a job on. Times are the database's. */
public interface LeaseJob {
    /**
     * Takes a job that is due and that nobody holds. Commits at once.
     *
     * @param life how long the lease holds unless it is renewed
     * @return none if there is no such job, it is done, not yet due, or somebody holds it
     */
    Optional<Lease> lease(JobId job, Duration life);

    /** Prolongs the lease; false when it is lost. Commits at once. */
    boolean renew(Lease lease, Duration life);

    /**
     * Gives the job back, due again after {@code delay}, with its checkpoint. Nothing happens when the lease is lost.
     *
     * @param failed whether an attempt failed; counted for the back-off and the alarm
     */
    void free(Lease lease, Duration delay, String checkpoint, boolean failed);

    /**
     * Locks the job's row for the rest of the transaction and checks the fence.
     *
     * @throws LostLease if the lease is no longer current
     */
    void hold(Lease lease);

    /**
     * Ends the job, in the transaction of the state it reached.
     *
     * @throws LostLease if the lease is no longer current
     */
    void close(Lease lease);
}
