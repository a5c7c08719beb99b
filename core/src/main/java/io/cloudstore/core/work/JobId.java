package io.cloudstore.core.work;

import java.util.UUID;

/**
 * Names a job: there is at most one of a kind for a subject.
 *
 * @param subject what the job is about, see {@link JobKind}
 */
public record JobId(JobKind kind, UUID subject) {}
