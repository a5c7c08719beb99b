package io.cloudstore.core.instant;

import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.upload.FreshKey;
import io.cloudstore.core.upload.LockUpload;
import io.cloudstore.core.upload.StoreUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * OPEN → INSTANT: makes an upload a file of content that is stored already. The reference is taken, the file is visible and
 * the quota charged in one transaction, in which a tombstoned blob lives again; a blob that is being deleted is no longer
 * there for anybody.
 */
public final class TakeContent {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final ChargeQuota quota;
    private final StoreUpload uploads;
    private final StoreBlob blobs;
    private final PlaceFile place;
    private final FreshKey keys;
    private final Clock clock;

    public TakeContent(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            StoreUpload uploads,
            StoreBlob blobs,
            PlaceFile place,
            ArmJob jobs,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.quota = quota;
        this.uploads = uploads;
        this.blobs = blobs;
        this.place = place;
        this.keys = new FreshKey(uploads, jobs, draw);
        this.clock = clock;
    }

    /**
     * Takes the content.
     *
     * @param isMine asked once the blob is locked: whether it may still be taken
     * @return none, and nothing changes, when the upload is no longer open or the blob can't be taken any more
     */
    Optional<InstantOutcome.Stored> take(Upload seen, BlobId id, Predicate<Blob> isMine) {
        return work.run(() -> locks.lock(seen)
                .filter(upload -> upload.state() == UploadState.OPEN)
                .flatMap(upload -> blobs.lock(id)
                        .filter(blob -> blob.life().isTakable())
                        .filter(isMine)
                        .map(blob -> place(upload, blob))));
    }

    private InstantOutcome.Stored place(Upload upload, Blob blob) {
        blobs.revive(blob.id());
        PlaceFile.Placed placed = place.place(
                upload.account(),
                upload.folder(),
                upload.name(),
                upload.conflict(),
                new NewVersion(blob.id(), upload.plan().size(), upload.contentType(), upload.modifiedAt()));
        quota.use(upload.account(), upload.plan().size());
        uploads.instant(upload.id(), placed.file(), placed.renamed(), clock.instant());
        keys.discard(upload);
        return new InstantOutcome.Stored(placed.file(), placed.renamed());
    }
}
