package io.cloudstore.core.drive;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Files whose content was quarantined get it back when good content of the same domain, size and id comes: their versions
 * are pointed to it. Quarantined content gets no new references, so its own lock is not needed.
 */
public final class HealFiles {
    /** Most versions that one transaction points elsewhere; the job of the quarantined blob does the rest, and reclaims it. */
    public static final int MOST = 500;

    private final FindBlob blobs;
    private final RepointVersions versions;
    private final ArmJob jobs;

    public HealFiles(FindBlob blobs, RepointVersions versions, ArmJob jobs) {
        this.blobs = blobs;
        this.versions = versions;
        this.jobs = jobs;
    }

    /** Heals with content that lives, inside the caller's transaction, which holds its lock. Nothing is locked after a job. */
    public void with(Blob... goods) {
        List<BlobId> healed = new ArrayList<>();
        int left = MOST;
        for (Blob good : goods) {
            for (BlobId bad : blobs.quarantinedLike(good)) {
                left -= versions.repoint(bad, good.id(), left);
                healed.add(bad);
            }
        }
        healed.forEach(each -> jobs.arm(new JobId(JobKind.RECLAIM, each.value()), Duration.ZERO, ""));
    }
}
