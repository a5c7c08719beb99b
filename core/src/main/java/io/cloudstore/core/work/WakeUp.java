package io.cloudstore.core.work;

import java.util.List;

/** Tells the queue that a job is due. A hint: it may be lost or come twice, the sweep sends what is overdue again. */
public interface WakeUp {
    /** Sends the message; a failure to send is logged, never thrown. */
    void wake(JobId job);

    /** Sends a message for each; a failure to send is logged, never thrown. */
    default void wake(List<JobId> jobs) {
        jobs.forEach(this::wake);
    }
}
