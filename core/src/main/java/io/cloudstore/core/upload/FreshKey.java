package io.cloudstore.core.upload;

import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Staging keys change hands only here. The digest in force belongs to the key, so an upload whose key no longer fits gets
 * another one, with nothing held; a key that no blob took is handed to a clean job in the same transaction, which looks
 * again once its last URL is dead.
 */
public final class FreshKey {
    private final StoreUpload uploads;
    private final ArmJob jobs;
    private final Draw draw;

    public FreshKey(StoreUpload uploads, ArmJob jobs, Draw draw) {
        this.uploads = uploads;
        this.jobs = jobs;
        this.draw = draw;
    }

    /** Gives the locked, open upload a new key; returns it. */
    UUID replace(Upload upload, Instant now) {
        UUID fresh = draw.key();
        discard(upload);
        uploads.rekey(upload.id(), fresh, now);
        return fresh;
    }

    /** Hands the upload's key to a clean job. */
    public JobId discard(Upload upload) {
        var job = new JobId(JobKind.CLEAN, upload.stagingKey());
        jobs.arm(job, Duration.ZERO, upload.urlsDeadAt().toString());
        return job;
    }
}
