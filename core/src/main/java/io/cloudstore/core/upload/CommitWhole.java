package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlobs;
import io.cloudstore.core.blob.StoreBlobs;
import io.cloudstore.core.blob.StoreBlobs.NewContent;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile.Placed;
import io.cloudstore.core.drive.PlaceFiles;
import io.cloudstore.core.drive.PlaceFiles.Arrival;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.upload.CompleteUploads.Whole;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.StoreUploads.Merge;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.ArmJobs;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes uploads of one PUT, whose objects the store has just attested, into files: OPEN → MERGED, all in one transaction.
 * Nothing outlives it, so no merge's job is needed: until it commits they are open, and whoever else merges one of them
 * finds it open or merged.
 */
public final class CommitWhole {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final ChargeQuota quota;
    private final FindUploads find;
    private final StoreUploads uploads;
    private final StoreBlobs blobs;
    private final PlaceFiles place;
    private final FindBlobs stored;
    private final HealFiles heal;
    private final ArmJobs jobs;
    private final FreshKey keys;
    private final WakeUp wakeUp;
    private final Draw draw;
    private final Clock clock;

    public CommitWhole(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            FindUploads find,
            StoreUpload one,
            StoreUploads uploads,
            StoreBlobs blobs,
            PlaceFiles place,
            FindBlobs stored,
            HealFiles heal,
            ArmJob job,
            ArmJobs jobs,
            WakeUp wakeUp,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.quota = quota;
        this.find = find;
        this.uploads = uploads;
        this.blobs = blobs;
        this.place = place;
        this.stored = stored;
        this.heal = heal;
        this.jobs = jobs;
        this.keys = new FreshKey(one, job, draw);
        this.wakeUp = wakeUp;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Commits what still is as it was when the store was asked.
     *
     * @return what became a file; whatever moved on meanwhile is left out
     */
    Map<UploadId, Merged> commit(AccountId account, List<Whole> arrived) {
        if (arrived.isEmpty()) {
            return Map.of();
        }
        Map<UploadId, Merged> merged = work.run(() -> {
            accounts.lock(account);
            List<Whole> unchanged = unchanged(arrived);
            return unchanged.isEmpty() ? Map.<UploadId, Merged>of() : commitLocked(account, unchanged);
        });
        List<JobId> transfers = merged.values().stream()
                .flatMap(each -> each.toTransfer().stream())
                .map(blob -> new JobId(JobKind.TRANSFER, blob.value()))
                .toList();
        if (!transfers.isEmpty()) {
            wakeUp.wake(transfers);
        }
        return merged;
    }

    /** Signed anew meanwhile means another key, or another digest; merged by somebody else, another state. */
    private List<Whole> unchanged(List<Whole> arrived) {
        Set<UploadId> ids = arrived.stream().map(whole -> whole.upload().id()).collect(Collectors.toSet());
        Map<UploadId, Upload> locked =
                uploads.lock(ids).stream().collect(Collectors.toMap(Upload::id, Function.identity()));
        Map<UploadId, List<RecordedPart>> parts = find.parts(ids);
        return arrived.stream()
                .flatMap(whole -> Optional.ofNullable(locked.get(whole.upload().id())).stream()
                        .filter(now -> isUnchanged(whole, now, parts.getOrDefault(now.id(), List.of())))
                        .map(now -> new Whole(now, whole.part())))
                .toList();
    }

    private static boolean isUnchanged(Whole seen, Upload now, List<RecordedPart> parts) {
        return now.state() == UploadState.OPEN
                && now.stagingKey().equals(seen.upload().stagingKey())
                && parts.equals(List.of(seen.part()));
    }

    private Map<UploadId, Merged> commitLocked(AccountId account, List<Whole> wholes) {
        List<NewContent> contents = wholes.stream().map(this::contentOf).toList();
        List<Blob> held = blobs.insertOrLock(contents);
        List<Arrival> arrivals = new ArrayList<>();
        for (int i = 0; i < wholes.size(); i++) {
            arrivals.add(arrivalOf(wholes.get(i).upload(), held.get(i)));
        }
        List<Placed> placed = place.place(account, arrivals);
        quota.use(
                account,
                wholes.stream().mapToLong(whole -> whole.part().length()).sum());
        List<Merge> merges = new ArrayList<>();
        Map<UploadId, Merged> merged = new LinkedHashMap<>();
        List<JobId> transfers = new ArrayList<>();
        for (int i = 0; i < wholes.size(); i++) {
            UploadId id = wholes.get(i).upload().id();
            Placed where = placed.get(i);
            Blob blob = held.get(i);
            boolean isNew = blob.id().equals(contents.get(i).blob().id());
            merges.add(new Merge(id, where.file(), where.renamed()));
            merged.put(
                    id, new Merged(where.file(), where.renamed(), isNew ? Optional.of(blob.id()) : Optional.empty()));
            if (isNew) {
                transfers.add(new JobId(JobKind.TRANSFER, blob.id().value()));
            }
        }
        uploads.merged(merges, clock.instant());
        heal(held);
        if (!transfers.isEmpty()) {
            jobs.arm(transfers, Duration.ZERO, "");
        }
        discardUnused(wholes, contents, held);
        return merged;
    }

    private void heal(List<Blob> held) {
        Set<BlobId> healing = stored.withQuarantined(held.stream().map(Blob::id).collect(Collectors.toSet()));
        heal.with(held.stream()
                .filter(blob -> healing.contains(blob.id()))
                .distinct()
                .toArray(Blob[]::new));
    }

    /** Keys of content that was stored already. */
    private void discardUnused(List<Whole> wholes, List<NewContent> contents, List<Blob> held) {
        for (int i = 0; i < wholes.size(); i++) {
            if (!held.get(i).id().equals(contents.get(i).blob().id())) {
                keys.discard(wholes.get(i).upload());
            }
        }
    }

    private NewContent contentOf(Whole whole) {
        return new NewContent(
                FinishMerge.newBlob(draw, whole.upload(), whole.contentId()),
                List.of(whole.part().sha256()));
    }

    private static Arrival arrivalOf(Upload upload, Blob blob) {
        return new Arrival(
                upload.folder(),
                upload.name(),
                upload.conflict(),
                new NewVersion(blob.id(), upload.plan().size(), upload.contentType(), upload.modifiedAt()),
                blob.contentId());
    }
}
