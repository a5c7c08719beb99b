package io.cloudstore.core.sweep;

import io.cloudstore.core.upload.AbortUpload;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.BeginJobs;
import io.cloudstore.core.work.FindDueJobs;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One beat of the sweep, in bounded steps: sends again what is overdue and forgets what is old; then, because the store is
 * asked for it, finishes single PUTs whose event was lost and lets idle uploads expire. Beats may overlap and repeat.
 */
public final class Tick {
    /** Jobs that nobody's call asks for. */
    private static final List<JobId> PATROLS =
            List.of(Scrub.JOB, CheckRows.JOB, CheckObjects.STAGING, CheckObjects.LONG_TERM);

    private final FindUpload find;
    private final StoreUpload uploads;
    private final UnitOfWork work;
    private final StagingStore staging;
    private final BeginMerge begin;
    private final AbortUpload abort;
    private final BeginJobs patrols;
    private final FindDueJobs due;
    private final WakeUp wakeUp;
    private final ForgetOld forget;
    private final SweepRules rules;
    private final Clock clock;

    public Tick(
            FindUpload find,
            StoreUpload uploads,
            UnitOfWork work,
            StagingStore staging,
            BeginMerge begin,
            AbortUpload abort,
            BeginJobs patrols,
            FindDueJobs due,
            WakeUp wakeUp,
            ForgetOld forget,
            SweepRules rules,
            Clock clock) {
        this.find = find;
        this.uploads = uploads;
        this.work = work;
        this.staging = staging;
        this.begin = begin;
        this.abort = abort;
        this.patrols = patrols;
        this.due = due;
        this.wakeUp = wakeUp;
        this.forget = forget;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Beats once. What fails for one upload holds up nothing else: the first failure is thrown when the beat is over.
     *
     * @throws io.cloudstore.core.work.StoreFailed when the store failed; the next beat takes the same uploads up again
     */
    public void tick() {
        List<RuntimeException> failures = new ArrayList<>();
        patrols.begin(PATROLS);
        for (JobKind kind : JobKind.values()) {
            due.due(kind, rules.resendAfter(), rules.batch()).forEach(wakeUp::wake);
        }
        forget.forget(rules.forgetAfter(), rules.forgetBatch());
        for (UploadId id : find.unasked(clock.instant(), rules.batch())) {
            attempt(() -> ask(id), failures);
        }
        for (UploadId id : find.expired(clock.instant(), rules.batch())) {
            attempt(() -> expire(id), failures);
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private static void attempt(Runnable step, List<RuntimeException> failures) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    /** URLs signed while the store was asked have their own turn. */
    private void ask(UploadId id) {
        Instant askedAt = clock.instant();
        if (!mergeIfArrived(id)) {
            work.run(() -> uploads.lock(id)
                    .filter(upload -> !upload.urlsDeadAt().isAfter(askedAt))
                    .ifPresent(upload -> uploads.asked(id)));
        }
    }

    private void expire(UploadId id) {
        if (!mergeIfArrived(id)) {
            abort.expire(id);
        }
    }

    /** Stands in for an event that never came: a single PUT that is in the store becomes its file. */
    private boolean mergeIfArrived(UploadId id) {
        Optional<Upload> upload = find.find(id).filter(each -> each.plan().isSinglePut());
        List<RecordedPart> recorded = upload.isEmpty() ? List.of() : find.parts(id);
        if (recorded.isEmpty()
                || staging.head(upload.orElseThrow().stagingKey()).isEmpty()) {
            return false;
        }
        boolean merging = begin.begin(upload.orElseThrow(), recorded).equals(Optional.of(UploadState.MERGING));
        if (merging) {
            wakeUp.wake(BeginMerge.jobOf(id));
        }
        return merging;
    }
}
