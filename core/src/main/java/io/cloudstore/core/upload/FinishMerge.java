package io.cloudstore.core.upload;

import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.upload.MergeOutcome.Ended;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.MergeOutcome.Pending;
import io.cloudstore.core.upload.MergeOutcome.Reopened;
import io.cloudstore.core.work.Alarm;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.GiveBack;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.Lease;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.core.work.LostLease;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes a merge end. The caller of complete, the store's event, the queue and the sweep all run this same procedure, and
 * it may run twice: the store's answer decides what happened, the job's lease and fence decide who commits it.
 */
public final class FinishMerge {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final ChargeQuota quota;
    private final FindUpload find;
    private final StoreUpload uploads;
    private final AssembleParts assemble;
    private final StoreBlob blobs;
    private final PlaceFile place;
    private final HealFiles heal;
    private final ArmJob jobs;
    private final LeaseJob leases;
    private final GiveBack giveBack;
    private final Alarm alarm;
    private final FreshKey keys;
    private final Duration leaseLife;
    private final Draw draw;
    private final Clock clock;

    /** With the life of a merge's lease. */
    public FinishMerge(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            FindUpload find,
            StoreUpload uploads,
            StagingStore staging,
            StoreBlob blobs,
            PlaceFile place,
            HealFiles heal,
            ArmJob jobs,
            LeaseJob leases,
            Alarm alarm,
            Duration leaseLife,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.quota = quota;
        this.find = find;
        this.uploads = uploads;
        this.assemble = new AssembleParts(staging);
        this.blobs = blobs;
        this.place = place;
        this.heal = heal;
        this.jobs = jobs;
        this.leases = leases;
        this.giveBack = new GiveBack(leases, alarm);
        this.alarm = alarm;
        this.keys = new FreshKey(uploads, jobs, draw);
        this.leaseLife = leaseLife;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Carries the merge on, as far as the store lets it.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store fails; the job has backed off and comes again
     */
    public MergeOutcome finish(UploadId id) {
        Optional<Lease> lease = leases.lease(BeginMerge.jobOf(id), leaseLife);
        if (lease.isEmpty()) {
            return find.find(id).map(FinishMerge::outcomeOf).orElseGet(Pending::new);
        }
        try {
            return finish(id, lease.get());
        } catch (LostLease overtaken) {
            return new Pending();
        } catch (RuntimeException failure) {
            giveBack.failed(lease.get());
            throw failure;
        }
    }

    private MergeOutcome finish(UploadId id, Lease lease) {
        Optional<Upload> found = closeUnlessMerging(id, lease);
        if (found.filter(FinishMerge::isMerging).isEmpty()) {
            return found.map(FinishMerge::outcomeOf).orElseGet(Pending::new);
        }
        Upload upload = found.get();
        List<RecordedPart> recorded = find.parts(id);
        Optional<ContentId> expected = HeldParts.contentId(upload, recorded);
        if (expected.isEmpty()) {
            return reopen(upload, lease, HeldParts.unrecorded(upload, recorded), false);
        }
        return switch (assemble.assemble(upload, recorded)) {
            case AssembleParts.Whole(var object)
            when HeldParts.matches(upload, expected.get(), object) -> commit(upload, recorded, expected.get(), lease);
            case AssembleParts.Whole other when upload.plan().isSinglePut() -> reopen(upload, lease, List.of(1), true);
            case AssembleParts.Whole other -> reject(upload, lease);
            case AssembleParts.Missing(var numbers) -> reopen(upload, lease, numbers, false);
            case AssembleParts.Unknown unknown -> lookAgain(upload, lease);
        };
    }

    /** Under the upload's lock, so that no merge can begin between the look and the job's end. */
    private Optional<Upload> closeUnlessMerging(UploadId id, Lease lease) {
        return work.run(() -> {
            Optional<Upload> upload = find.find(id).flatMap(locks::lock);
            if (upload.filter(FinishMerge::isMerging).isEmpty()) {
                leases.close(lease);
            }
            return upload;
        });
    }

    private static boolean isMerging(Upload upload) {
        return upload.state() == UploadState.MERGING;
    }

    /**
     * The checkpoint says since when neither object nor parts were found; a store that merely failed says nothing. Time
     * counts, not looks: however often somebody asks, another's Complete has the same while to show.
     */
    private MergeOutcome lookAgain(Upload upload, Lease lease) {
        Instant now = clock.instant();
        Instant since = lease.checkpoint().isEmpty() ? now : Instant.parse(lease.checkpoint());
        if (!now.isBefore(since.plus(AssembleParts.PATIENCE))) {
            List<Integer> all =
                    IntStream.rangeClosed(1, upload.plan().partCount()).boxed().toList();
            return reopen(upload, lease, all, true);
        }
        giveBack.failed(lease, since.toString());
        return new Pending();
    }

    /**
     * One transaction: the blob, the file, other files that the blob heals, the quota, the upload's end, the job's end, and the
     * next job.
     */
    private MergeOutcome commit(Upload seen, List<RecordedPart> recorded, ContentId contentId, Lease lease) {
        List<Sha256> digests = recorded.stream().map(RecordedPart::sha256).toList();
        return work.run(() -> {
            Upload upload = locks.lock(seen).orElseThrow();
            if (!isMerging(upload)) {
                leases.close(lease);
                return outcomeOf(upload);
            }
            Blob mine = newBlob(draw, upload, contentId);
            Blob blob = blobs.insertOrLock(mine, digests);
            boolean isNew = blob.id().equals(mine.id());
            PlaceFile.Placed placed = place.place(
                    upload.account(),
                    upload.folder(),
                    upload.name(),
                    upload.conflict(),
                    new NewVersion(blob.id(), upload.plan().size(), upload.contentType(), upload.modifiedAt()));
            quota.use(upload.account(), upload.plan().size());
            uploads.merged(upload.id(), placed.file(), placed.renamed(), clock.instant());
            heal.with(blob);
            leases.close(lease);
            if (isNew) {
                jobs.arm(new JobId(JobKind.TRANSFER, blob.id().value()), Duration.ZERO, "");
            } else {
                keys.discard(upload);
            }
            return new Merged(placed.file(), placed.renamed(), isNew ? Optional.of(blob.id()) : Optional.empty());
        });
    }

    /** The blob that the upload's content becomes, unless it is stored already. */
    static Blob newBlob(Draw draw, Upload upload, ContentId contentId) {
        return new Blob(
                new BlobId(draw.id()),
                upload.domain(),
                upload.plan(),
                contentId,
                Place.STAGED,
                Life.LIVE,
                upload.stagingKey(),
                upload.urlsDeadAt(),
                draw.key(),
                Optional.empty());
    }

    private MergeOutcome reopen(Upload seen, Lease lease, List<Integer> missing, boolean anew) {
        return work.run(() -> {
            Upload upload = locks.lock(seen).orElseThrow();
            Instant now = clock.instant();
            boolean reopened = uploads.move(upload.id(), UploadState.MERGING, UploadState.OPEN, now);
            if (reopened && anew) {
                keys.replace(upload, now);
            }
            leases.close(lease);
            return reopened ? new Reopened(missing) : outcomeOf(upload);
        });
    }

    private MergeOutcome reject(Upload seen, Lease lease) {
        MergeOutcome outcome = work.run(() -> {
            Upload upload = locks.lock(seen).orElseThrow();
            if (uploads.move(upload.id(), UploadState.MERGING, UploadState.REJECTED, clock.instant())) {
                quota.release(upload.account(), upload.plan().size());
                keys.discard(upload);
            }
            leases.close(lease);
            return new Ended(UploadState.REJECTED);
        });
        alarm.ring("upload-rejected", "upload " + seen.id() + ": the object is not what the store attested");
        return outcome;
    }

    private static MergeOutcome outcomeOf(Upload upload) {
        return switch (upload.state()) {
            case MERGED, INSTANT -> new Merged(upload.file().orElseThrow(), upload.renamed(), Optional.empty());
            case REJECTED, ABORTED, EXPIRED -> new Ended(upload.state());
            case OPEN, MERGING -> new Pending();
        };
    }
}
