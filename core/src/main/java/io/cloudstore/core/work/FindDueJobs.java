package io.cloudstore.core.work;

import java.time.Duration;
import java.util.List;

/** Finds work that nobody carries on. */
public interface FindDueJobs {
    /**
     * Jobs of a kind that have been due, or whose lease has been over, for at least {@code overdue}; the longest first.
     *
     * @param limit most jobs to return
     */
    List<JobId> due(JobKind kind, Duration overdue, int limit);
}
