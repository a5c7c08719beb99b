package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.upload.MergeOutcome.Ended;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.MergeOutcome.Pending;
import io.cloudstore.core.upload.MergeOutcome.Reopened;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.core.work.WakeUp;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Completes an upload for its owner: checks that the digests signed come to the content id of the whole file, so that no
 * file mixes two versions of a source, and merges. A repeat gets the same answer.
 */
public final class CompleteUpload {
    private final FindUpload find;
    private final BeginMerge begin;
    private final FinishMerge finish;
    private final WakeUp wakeUp;
    private final Duration inlineLimit;

    /** With the longest that the caller waits for the store. */
    public CompleteUpload(FindUpload find, BeginMerge begin, FinishMerge finish, WakeUp wakeUp, Duration inlineLimit) {
        this.find = find;
        this.begin = begin;
        this.finish = finish;
        this.wakeUp = wakeUp;
        this.inlineLimit = inlineLimit;
    }

    /**
     * Completes.
     *
     * @return the file, or none while the merge goes on: ask again
     * @throws ProblemException not-found, parts-missing, content-differs, upload-closed, content-rejected
     */
    public Optional<Merged> complete(AccountId account, UploadId id, ContentId contentId) {
        return complete(account, id, contentId, inlineLimit);
    }

    /** The same, where the caller waits so long; in any case the merge has begun. */
    Optional<Merged> complete(AccountId account, UploadId id, ContentId contentId, Duration patience) {
        Upload upload = OwnUpload.of(find, account, id);
        return switch (upload.state()) {
            case OPEN -> {
                List<RecordedPart> recorded = find.parts(id);
                requireSameContent(upload, recorded, contentId);
                yield merge(upload, recorded, patience);
            }
            case MERGING -> {
                List<RecordedPart> recorded = find.parts(id);
                if (!recorded.isEmpty()) {
                    requireSameContent(upload, recorded, contentId);
                }
                yield merge(upload, List.of(), patience);
            }
            case MERGED, INSTANT ->
                Optional.of(new Merged(upload.file().orElseThrow(), upload.renamed(), Optional.empty()));
            case ABORTED, EXPIRED, REJECTED -> throw ended(upload.state());
        };
    }

    /**
     * Looks whether the upload has become a file meanwhile, without carrying the merge on.
     *
     * @throws ProblemException not-found
     */
    public Optional<Merged> look(AccountId account, UploadId id) {
        Upload upload = OwnUpload.of(find, account, id);
        return upload.file().map(file -> new Merged(file, upload.renamed(), Optional.empty()));
    }

    /** Begins only what {@code compared} was found equal to: parts signed anew since then are not merged unseen. */
    private Optional<Merged> merge(Upload upload, List<RecordedPart> compared, Duration patience) {
        begin.begin(upload, compared);
        return switch (within(patience, upload.id())) {
            case Merged merged -> Optional.of(merged);
            case Reopened(var missing) -> throw ProblemException.missing(missing);
            case Ended(var state) -> throw ended(state);
            case Pending pending -> Optional.empty();
        };
    }

    /**
     * The store may need minutes to complete a large upload, the caller must not wait for it. What goes on after the limit
     * goes on under its lease: if this process is frozen or dies, the next holder carries on.
     */
    private MergeOutcome within(Duration patience, UploadId id) {
        var merge = new FutureTask<>(() -> carryOn(id));
        Thread.ofVirtual().name("merge-" + id).start(merge);
        try {
            return merge.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException goesOn) {
            return new Pending();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Pending();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failure);
        }
    }

    /** A store that fails now does not fail the upload: the job has it. */
    private MergeOutcome carryOn(UploadId id) {
        try {
            MergeOutcome outcome = finish.finish(id);
            if (outcome instanceof Merged merged) {
                merged.toTransfer().ifPresent(blob -> wakeUp.wake(new JobId(JobKind.TRANSFER, blob.value())));
            }
            return outcome;
        } catch (StoreFailed failure) {
            return new Pending();
        }
    }

    private static void requireSameContent(Upload upload, List<RecordedPart> recorded, ContentId contentId) {
        Optional<ContentId> signed = HeldParts.contentId(upload, recorded);
        if (signed.isEmpty()) {
            throw ProblemException.missing(HeldParts.unrecorded(upload, recorded));
        }
        if (!signed.get().equals(contentId)) {
            throw new ProblemException(
                    ProblemCode.CONTENT_DIFFERS,
                    "The parts signed last come to another content id. Compare heldParts with your own digests, sign and"
                            + " send what differs, then complete again.");
        }
    }

    private static ProblemException ended(UploadState state) {
        return state == UploadState.REJECTED
                ? new ProblemException(
                        ProblemCode.CONTENT_REJECTED,
                        "The stored object is not what was signed; upload the file again.")
                : LockUpload.closed(state);
    }
}
