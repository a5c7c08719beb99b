package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import io.cloudstore.core.work.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Removes what lies under a staging key that nothing needs any more: now, and again once its last URL has been dead for a
 * while, because until then bytes may still arrive. A key that a blob or a living upload still needs is never touched.
 */
public final class CleanKey {
    private final FindBlob blobs;
    private final FindUpload uploads;
    private final CleanStaging staging;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final UnitOfWork work;
    private final Duration leaseLife;
    private final SweepRules rules;
    private final Clock clock;

    public CleanKey(
            FindBlob blobs,
            FindUpload uploads,
            CleanStaging staging,
            LeaseJob leases,
            Alarm alarm,
            UnitOfWork work,
            Duration leaseLife,
            SweepRules rules,
            Clock clock) {
        this.blobs = blobs;
        this.uploads = uploads;
        this.staging = staging;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.work = work;
        this.leaseLife = leaseLife;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Cleans the key, if its job is due.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public void clean(UUID stagingKey) {
        Optional<Lease> lease = leases.lease(new JobId(JobKind.CLEAN, stagingKey), leaseLife);
        lease.ifPresent(held -> {
            try {
                clean(stagingKey, held);
            } catch (LostLease overtaken) {
                // somebody else cleans it
            } catch (RuntimeException failure) {
                giveBack.failed(held);
                throw failure;
            }
        });
    }

    private void clean(UUID stagingKey, Lease lease) {
        if (isNeeded(stagingKey)) {
            leases.free(lease, rules.urlGrace(), lease.checkpoint(), false);
            return;
        }
        staging.clean(stagingKey);
        Instant now = clock.instant();
        Instant lastLook = Instant.parse(lease.checkpoint()).plus(rules.urlGrace());
        if (now.isBefore(lastLook)) {
            leases.free(lease, Duration.between(now, lastLook), lease.checkpoint(), false);
        } else {
            work.run(() -> leases.close(lease));
        }
    }

    private boolean isNeeded(UUID stagingKey) {
        boolean byBlob = blobs.findByStagingKey(stagingKey)
                .filter(blob -> blob.place() != Place.STORED)
                .isPresent();
        boolean byUpload = uploads.findByStagingKey(stagingKey)
                .filter(upload -> upload.state() == UploadState.OPEN || upload.state() == UploadState.MERGING)
                .isPresent();
        return byBlob || byUpload;
    }
}
