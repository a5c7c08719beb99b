package io.cloudstore.core.transfer;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.FinishMerge;
import io.cloudstore.core.upload.MergeOutcome;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.Budget;
import io.cloudstore.core.work.WakeUp;
import java.util.Optional;
import java.util.UUID;

/**
 * What the transfer function does with a store's event and with a message. An event is judged by its key alone: a blob's
 * goes on with its transfer, an open or merging upload's finishes the merge, any other is acknowledged and changes
 * nothing. Events and messages may be late, repeated or out of order: each is only a wake-up.
 */
public final class CarryOn {
    private final FindBlob blobs;
    private final FindUpload uploads;
    private final BeginMerge begin;
    private final FinishMerge finish;
    private final TransferBlob transfer;
    private final WakeUp wakeUp;

    public CarryOn(
            FindBlob blobs,
            FindUpload uploads,
            BeginMerge begin,
            FinishMerge finish,
            TransferBlob transfer,
            WakeUp wakeUp) {
        this.blobs = blobs;
        this.uploads = uploads;
        this.begin = begin;
        this.finish = finish;
        this.transfer = transfer;
        this.wakeUp = wakeUp;
    }

    /** An object was created under this staging key. */
    public void created(UUID stagingKey, Budget budget) {
        Optional<Blob> blob = blobs.findByStagingKey(stagingKey);
        if (blob.isPresent()) {
            transfer(blob.get().id(), budget);
            return;
        }
        uploads.findByStagingKey(stagingKey)
                .filter(upload ->
                        begin.begin(upload, uploads.parts(upload.id())).equals(Optional.of(UploadState.MERGING)))
                .map(Upload::id)
                .ifPresent(id -> merge(id, budget));
    }

    /** A message says that this upload's merge is due. */
    public void merge(UploadId id, Budget budget) {
        if (!budget.isLeft()) {
            wakeUp.wake(BeginMerge.jobOf(id));
            return;
        }
        if (finish.finish(id) instanceof MergeOutcome.Merged merged) {
            merged.toTransfer().ifPresent(blob -> transfer(blob, budget));
        }
    }

    /** A message says that this blob's transfer is due. */
    public void transfer(BlobId id, Budget budget) {
        if (!budget.isLeft() || transfer.transfer(id, budget) == TransferOutcome.HANDED_OVER) {
            wakeUp.wake(TransferBlob.jobOf(id));
        }
    }
}
