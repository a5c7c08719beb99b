package io.cloudstore.core.work;

/** Tells the queue that a job is due. A hint: it may be lost or come twice, the sweep sends what is overdue again. */
public interface WakeUp {
    /** Sends the message; a failure to send is logged, never thrown. */
    void wake(JobId job);
}
