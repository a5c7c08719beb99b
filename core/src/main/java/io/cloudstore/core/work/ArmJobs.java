package io.cloudstore.core.work;

import java.time.Duration;
import java.util.Collection;

/** Makes many jobs at once, in the transaction of the states that need them. */
public interface ArmJobs {
    /** Does what {@link ArmJob#arm} does for each of {@code jobs}. */
    void arm(Collection<JobId> jobs, Duration delay, String checkpoint);
}
