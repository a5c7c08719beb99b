package io.cloudstore.core.work;

/**
 * The right to carry a job on, until it expires. Every commit made under it checks the fence: whoever outlived its lease
 * commits nothing.
 *
 * @param fence grows with every lease of the job
 * @param attempts how often in a row the job backed off
 * @param checkpoint where the work stands, as the last holder left it; empty at first
 */
public record Lease(JobId job, long fence, int attempts, String checkpoint) {}
