package io.cloudstore.core.upload;

import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** OPEN → MERGING, with the job that makes it end, in one transaction. From here on no part can be signed. */
public final class BeginMerge {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final FindUpload find;
    private final StoreUpload uploads;
    private final ArmJob jobs;
    private final Clock clock;

    public BeginMerge(
            UnitOfWork work, LockAccount accounts, FindUpload find, StoreUpload uploads, ArmJob jobs, Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.find = find;
        this.uploads = uploads;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The merge's job. */
    public static JobId jobOf(UploadId id) {
        return new JobId(JobKind.MERGE, id.value());
    }

    /**
     * Begins the merge of an upload all of whose parts are recorded; in any other state, or with parts unrecorded,
     * nothing changes. One that merges already is made due.
     *
     * @param recorded the parts that the caller decided by; nothing begins if others were signed since
     * @return the state that the upload has now, none if it is gone
     */
    public Optional<UploadState> begin(Upload seen, List<RecordedPart> recorded) {
        return work.run(() -> locks.lock(seen).map(upload -> {
            boolean decided = upload.state() == UploadState.OPEN
                    && HeldParts.contentId(upload, recorded).isPresent()
                    && find.parts(upload.id()).equals(recorded);
            if (decided) {
                uploads.move(upload.id(), UploadState.OPEN, UploadState.MERGING, clock.instant());
            }
            UploadState state = decided ? UploadState.MERGING : upload.state();
            if (state == UploadState.MERGING) {
                jobs.arm(jobOf(upload.id()), Duration.ZERO, "");
            }
            return state;
        }));
    }
}
