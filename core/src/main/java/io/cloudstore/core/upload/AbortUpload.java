package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;

/** Gives an open upload up: by its owner, or by time. What was set aside comes back at once, what was sent is removed. */
public final class AbortUpload {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final ChargeQuota quota;
    private final FindUpload find;
    private final StoreUpload uploads;
    private final FreshKey keys;
    private final WakeUp wakeUp;
    private final Clock clock;

    public AbortUpload(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            FindUpload find,
            StoreUpload uploads,
            ArmJob jobs,
            WakeUp wakeUp,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.quota = quota;
        this.find = find;
        this.uploads = uploads;
        this.keys = new FreshKey(uploads, jobs, draw);
        this.wakeUp = wakeUp;
        this.clock = clock;
    }

    /**
     * Aborts for the owner; aborting twice is fine.
     *
     * @throws ProblemException not-found, upload-closed when it merges or has ended otherwise
     */
    public void abort(AccountId account, UploadId id) {
        Upload upload = OwnUpload.of(find, account, id);
        UploadState state = end(upload, UploadState.ABORTED);
        if (state != UploadState.ABORTED) {
            throw LockUpload.closed(state);
        }
    }

    /** Lets an open upload expire; any other state stays, and so does one that something happened to meanwhile. */
    public void expire(UploadId id) {
        find.find(id).ifPresent(upload -> end(upload, UploadState.EXPIRED));
    }

    /** Returns the state that the upload has now. */
    private UploadState end(Upload seen, UploadState end) {
        Optional<JobId> clean = work.run(() -> locks.lock(seen)
                .filter(upload ->
                        end != UploadState.EXPIRED || !upload.expiresAt().isAfter(clock.instant()))
                .filter(upload -> uploads.move(upload.id(), UploadState.OPEN, end, clock.instant()))
                .map(upload -> {
                    quota.release(upload.account(), upload.plan().size());
                    return keys.discard(upload);
                }));
        clean.ifPresent(wakeUp::wake);
        return clean.isPresent() ? end : find.find(seen.id()).map(Upload::state).orElse(end);
    }
}
