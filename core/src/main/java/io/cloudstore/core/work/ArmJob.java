package io.cloudstore.core.work;

import java.time.Duration;

/** Makes work that outlives the call, in the transaction of the state that needs it. */
public interface ArmJob {
    /**
     * Makes {@code job} due {@code delay} from now at the latest. A job that is done begins anew, one that waits is
     * pulled forward, keeps its checkpoint and counts its attempts anew, one that is leased stays with its holder.
     *
     * @param checkpoint where the work of a new job begins
     */
    void arm(JobId job, Duration delay, String checkpoint);
}
