package io.cloudstore.core.work;

import java.util.Collection;

/** Makes jobs that are never done, and so need no transaction that asks for them. */
public interface BeginJobs {
    /** Makes each job that is not there, due now; one that is there stays as it is. Commits at once. */
    void begin(Collection<JobId> jobs);
}
