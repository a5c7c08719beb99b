package io.cloudstore.core.sweep;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.RepointVersions;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.Budget;
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

/**
 * Takes content that nothing refers to out of the store: it is tombstoned, waits for a grace in which it may be revived, is
 * given up for good by a commit before any object is touched, then its objects go, and go again after a while, and its row
 * last. Whether anything refers to it is looked up under the blob's lock, which whoever takes a reference holds too.
 */
public final class ReclaimBlob {
    private final UnitOfWork work;
    private final FindBlob find;
    private final StoreBlob blobs;
    private final RepointVersions versions;
    private final ReclaimRows rows;
    private final CleanStaging staging;
    private final CleanLongTerm longTerm;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Duration leaseLife;
    private final ReclaimRules rules;
    private final Clock clock;

    public ReclaimBlob(
            UnitOfWork work,
            FindBlob find,
            StoreBlob blobs,
            RepointVersions versions,
            ReclaimRows rows,
            CleanStaging staging,
            CleanLongTerm longTerm,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            ReclaimRules rules,
            Clock clock) {
        this.work = work;
        this.find = find;
        this.blobs = blobs;
        this.versions = versions;
        this.rows = rows;
        this.staging = staging;
        this.longTerm = longTerm;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.leaseLife = leaseLife;
        this.rules = rules;
        this.clock = clock;
    }

    /** The job that reclaims a blob. */
    public static JobId jobOf(BlobId id) {
        return new JobId(JobKind.RECLAIM, id.value());
    }

    /**
     * Takes the next step, if the blob's job is due. A blob that something refers to stays; what refers to quarantined
     * content is pointed to good content of the same identity, if there is any.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public void reclaim(BlobId id) {
        leases.lease(jobOf(id), leaseLife).ifPresent(lease -> {
            try {
                if (isHealed(id, lease)) {
                    work.run(() -> decide(id, lease)).ifPresent(blob -> delete(blob, lease));
                } else {
                    leases.free(lease, Duration.ZERO, lease.checkpoint(), false);
                }
            } catch (LostLease overtaken) {
                // somebody else carries it on
            } catch (RuntimeException failure) {
                giveBack.failed(lease);
                throw failure;
            }
        });
    }

    /** Heals for half a lease at most: where it stands is what is left, and a later beat goes on with that. */
    private boolean isHealed(BlobId id, Lease lease) {
        var budget = Budget.of(clock, leaseLife.dividedBy(2));
        boolean isHealing;
        do {
            isHealing = work.run(() -> isHealing(id, lease));
        } while (isHealing && budget.isLeft());
        return !isHealing;
    }

    /** Points a batch of versions from quarantined to good content; whether there may be more. */
    private boolean isHealing(BlobId id, Lease lease) {
        Optional<Blob> good = find.find(id)
                .filter(blob -> blob.life() == Life.QUARANTINED)
                .flatMap(bad -> find.find(bad.domain(), bad.plan().size(), bad.contentId()))
                .flatMap(seen -> blobs.lock(seen.id()))
                .filter(locked -> locked.life().isTakable());
        if (good.isEmpty()) {
            return false;
        }
        int healed = versions.repoint(id, good.get().id(), HealFiles.MOST);
        if (healed > 0) {
            blobs.revive(good.get().id());
        }
        leases.hold(lease);
        return healed == HealFiles.MOST;
    }

    /** Where the blob stands, and what it waits for; the blob when its objects are to go, which is then committed. */
    private Optional<Blob> decide(BlobId id, Lease lease) {
        Optional<Blob> blob = blobs.lock(id);
        if (blob.isEmpty()) {
            leases.close(lease);
            return blob;
        }
        if (blob.get().life() == Life.DELETING) {
            leases.hold(lease);
            return blob;
        }
        if (rows.isReferenced(id)) {
            blobs.revive(id);
            keep(blob.get(), lease);
            return Optional.empty();
        }
        Duration wait = waitOf(blob.get());
        if (wait.isPositive()) {
            leases.hold(lease);
            leases.free(lease, wait, lease.checkpoint(), false);
            return Optional.empty();
        }
        rows.deleting(id);
        leases.hold(lease);
        return blob;
    }

    /**
     * Good content that came while this job was leased could not arm it: what came before the job is held is seen now, and
     * what comes later finds it ended.
     */
    private void keep(Blob blob, Lease lease) {
        leases.hold(lease);
        boolean isToHeal = blob.life() == Life.QUARANTINED
                && find.find(blob.domain(), blob.plan().size(), blob.contentId())
                        .isPresent();
        if (isToHeal) {
            leases.free(lease, Duration.ZERO, lease.checkpoint(), false);
        } else {
            leases.close(lease);
        }
    }

    /** How long what nothing refers to still has; also while its transfer is under way. */
    private Duration waitOf(Blob blob) {
        if (blob.life() == Life.LIVE) {
            rows.tombstone(blob.id());
        }
        Duration grace = blob.life() == Life.QUARANTINED
                ? Duration.ZERO
                : rules.tombstone().minus(rows.tombstonedFor(blob.id()));
        return !grace.isPositive() && rows.isMoving(blob.id()) ? leaseLife : grace;
    }

    /** The checkpoint says when the objects were first removed. */
    private void delete(Blob blob, Lease lease) {
        staging.clean(blob.stagingKey());
        longTerm.clean(blob.longTermKey());
        Instant now = clock.instant();
        Instant first = lease.checkpoint().isEmpty() ? now : Instant.parse(lease.checkpoint());
        Instant again = lastLook(blob, first);
        if (lease.checkpoint().isEmpty() || now.isBefore(again)) {
            leases.free(lease, Duration.between(now, again), first.toString(), false);
            return;
        }
        work.run(() -> {
            blobs.lock(blob.id());
            leases.hold(lease);
            rows.drop(blob.id());
            leases.close(lease);
        });
    }

    /** A worker that outlived its lease may still copy, and whoever has a URL may still send. */
    private Instant lastLook(Blob blob, Instant first) {
        Instant last = first.isAfter(blob.urlsDeadAt()) ? first : blob.urlsDeadAt();
        return last.plus(rules.grace());
    }
}
