package io.cloudstore.core.transfer;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
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
 * Moves one blob from the staging bucket to long-term storage, inside the store. The destination is fixed before the
 * first copy, so that a worker which outlived its lease can only repeat the same bytes into the same place; its flip
 * fails at the fence. Content of more than one part is copied part by part, which alone keeps its content id.
 */
public final class TransferBlob {
    private final UnitOfWork work;
    private final FindBlob find;
    private final StoreBlob blobs;
    private final StagingStore staging;
    private final LongTermStore longTerm;
    private final CopyParts parts;
    private final ArmJob jobs;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Alarm alarm;
    private final TransferRules rules;
    private final Clock clock;

    public TransferBlob(
            UnitOfWork work,
            FindBlob find,
            StoreBlob blobs,
            StagingStore staging,
            LongTermStore longTerm,
            ArmJob jobs,
            LeaseJob leases,
            Alarm alarm,
            TransferRules rules,
            Clock clock) {
        this.work = work;
        this.find = find;
        this.blobs = blobs;
        this.staging = staging;
        this.longTerm = longTerm;
        this.parts = new CopyParts(longTerm, rules.width());
        this.jobs = jobs;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.alarm = alarm;
        this.rules = rules;
        this.clock = clock;
    }

    /** The transfer's job. */
    public static JobId jobOf(BlobId id) {
        return new JobId(JobKind.TRANSFER, id.value());
    }

    /**
     * Carries the transfer on while the budget lasts.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public TransferOutcome transfer(BlobId id, Budget budget) {
        Optional<Lease> lease = leases.lease(jobOf(id), rules.lease());
        if (lease.isEmpty()) {
            return TransferOutcome.NOTHING_TO_DO;
        }
        try {
            return carryOn(id, lease.get(), budget);
        } catch (LostLease overtaken) {
            return TransferOutcome.NOTHING_TO_DO;
        } catch (RuntimeException failure) {
            later(lease.get());
            throw failure;
        }
    }

    private TransferOutcome carryOn(BlobId id, Lease lease, Budget budget) {
        Optional<Blob> begun = work.run(() -> {
            Optional<Blob> blob = blobs.lock(id).filter(TransferBlob::isToMove);
            if (blob.isPresent()) {
                leases.hold(lease);
                blobs.copying(id);
            } else {
                leases.close(lease);
            }
            return blob;
        });
        if (begun.isEmpty()) {
            return TransferOutcome.NOTHING_TO_DO;
        }
        Blob blob = begun.get();
        boolean wasBegun = blob.place() != Place.STAGED;
        if (wasBegun && isAtDestination(blob)) {
            return flip(blob, lease);
        }
        Optional<StagedObject> source = staging.head(blob.stagingKey());
        if (source.filter(object -> object.isContentOf(blob)).isEmpty()) {
            return !wasBegun && isAtDestination(blob) // The database is older than the store: restored from a backup.
                    ? flip(blob, lease)
                    : quarantine(blob, lease, "the staged object is gone or is not what was attested");
        }
        String etag = source.get().etag();
        return blob.plan().isSinglePut() ? copyWhole(blob, etag, lease) : copyParts(blob, etag, lease, budget);
    }

    private TransferOutcome copyWhole(Blob blob, String etag, Lease lease) {
        if (!longTerm.copyWhole(blob.stagingKey(), etag, blob.longTermKey())) {
            return later(lease);
        }
        Optional<StagedObject> copy = longTerm.head(blob.longTermKey());
        if (copy.flatMap(StagedObject::attested).isEmpty()) {
            return later(lease);
        }
        return copy.get().isContentOf(blob)
                ? flip(blob, lease)
                : quarantine(blob, lease, "the copy has another digest");
    }

    private TransferOutcome copyParts(Blob blob, String etag, Lease lease, Budget budget) {
        String multipartId = multipartOf(blob, lease);
        var renewal = new Renewal(lease);
        CopyParts.Copied copied = parts.copy(
                blob, find.partDigests(blob.id()), etag, multipartId, () -> budget.isLeft() && renewal.keep());
        return switch (copied) {
            case CopyParts.All(var all) ->
                longTerm.complete(blob.longTermKey(), multipartId, all) && isAtDestination(blob)
                        ? flip(blob, lease)
                        : look(blob, multipartId, lease);
            case CopyParts.Stopped stopped -> {
                leases.free(lease, Duration.ZERO, lease.checkpoint(), false);
                yield TransferOutcome.HANDED_OVER;
            }
            case CopyParts.Differs(int n) -> quarantine(blob, lease, "part " + n + " has another digest");
            case CopyParts.Gone gone -> look(blob, multipartId, lease);
        };
    }

    /** The multipart upload may be used up by a worker before us, or gone; the source may have changed under the copy. */
    private TransferOutcome look(Blob blob, String multipartId, Lease lease) {
        if (isAtDestination(blob)) {
            return flip(blob, lease);
        }
        if (longTerm.listParts(blob.longTermKey(), multipartId).isEmpty()) {
            work.run(() -> {
                blobs.lock(blob.id());
                leases.hold(lease);
                blobs.forgetLongTermUpload(blob.id(), multipartId);
            });
        }
        return later(lease);
    }

    /** The multipart upload in force: of two that begin at once, the recorded one stays. */
    private String multipartOf(Blob blob, Lease lease) {
        if (blob.longTermUpload().isPresent()) {
            return blob.longTermUpload().get();
        }
        String mine = longTerm.createMultipart(blob.longTermKey());
        try {
            String inForce = work.run(() -> {
                blobs.lock(blob.id());
                leases.hold(lease);
                return blobs.longTermUpload(blob.id(), mine);
            });
            if (!inForce.equals(mine)) {
                longTerm.abortMultipart(blob.longTermKey(), mine);
            }
            return inForce;
        } catch (LostLease overtaken) {
            longTerm.abortMultipart(blob.longTermKey(), mine);
            throw overtaken;
        }
    }

    /** COPYING → STORED, only under a current fence; the staging object stays while URLs to it may live. */
    private TransferOutcome flip(Blob seen, Lease lease) {
        return work.run(() -> {
            Optional<Blob> blob = blobs.lock(seen.id()).filter(TransferBlob::isToMove);
            leases.hold(lease);
            blob.ifPresent(b -> {
                blobs.stored(b.id());
                jobs.arm(
                        new JobId(JobKind.CLEAN, b.stagingKey()),
                        stagingStays(b),
                        b.urlsDeadAt().toString());
            });
            leases.close(lease);
            return blob.isPresent() ? TransferOutcome.STORED : TransferOutcome.NOTHING_TO_DO;
        });
    }

    private Duration stagingStays(Blob blob) {
        Instant now = clock.instant();
        Duration urlsLive = Duration.between(now, blob.urlsDeadAt());
        return rules.stagingGrace().plus(urlsLive.isNegative() ? Duration.ZERO : urlsLive);
    }

    private TransferOutcome quarantine(Blob blob, Lease lease, String why) {
        work.run(() -> {
            blobs.lock(blob.id());
            leases.hold(lease);
            blobs.quarantine(blob.id());
            leases.close(lease);
        });
        alarm.ring("blob-quarantined", "blob " + blob.id() + ": " + why);
        return TransferOutcome.QUARANTINED;
    }

    private TransferOutcome later(Lease lease) {
        giveBack.failed(lease);
        return TransferOutcome.LATER;
    }

    private boolean isAtDestination(Blob blob) {
        return longTerm.head(blob.longTermKey())
                .filter(object -> object.isContentOf(blob))
                .isPresent();
    }

    private static boolean isToMove(Blob blob) {
        return blob.place() != Place.STORED && (blob.life() == Life.LIVE || blob.life() == Life.TOMBSTONED);
    }

    /** Keeps the lease alive while parts are copied. */
    private final class Renewal {
        private final Lease lease;
        private Instant next;

        Renewal(Lease lease) {
            this.lease = lease;
            this.next = clock.instant().plus(rules.renewEvery());
        }

        boolean keep() {
            Instant now = clock.instant();
            if (now.isBefore(next)) {
                return true;
            }
            next = now.plus(rules.renewEvery());
            return leases.renew(lease, rules.lease());
        }
    }
}
