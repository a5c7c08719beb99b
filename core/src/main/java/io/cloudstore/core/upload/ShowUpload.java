package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.upload.FindUpload.Listed;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shows uploads, and what the store holds of one, so that any device can go on with it. */
public final class ShowUpload {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final FindUpload find;
    private final StagingStore staging;
    private final FreshKey keys;
    private final Clock clock;

    public ShowUpload(
            UnitOfWork work,
            LockAccount accounts,
            FindUpload find,
            StoreUpload uploads,
            StagingStore staging,
            ArmJob jobs,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.find = find;
        this.staging = staging;
        this.keys = new FreshKey(uploads, jobs, draw);
        this.clock = clock;
    }

    /**
     * An upload.
     *
     * @param firstPart digest of its part 1 as it was signed last, until it has ended
     * @param held the parts that the store holds of it, as they were signed
     */
    public record Shown(Upload upload, Optional<Sha256> firstPart, List<RecordedPart> held) {}

    /**
     * One upload; its held parts only while it is open.
     *
     * @throws ProblemException not-found
     */
    public Shown show(AccountId account, UploadId id) {
        Upload upload = OwnUpload.of(find, account, id);
        return switch (upload.state()) {
            case OPEN -> {
                List<RecordedPart> recorded = find.parts(id);
                yield new Shown(upload, firstOf(recorded), held(upload, recorded));
            }
            case MERGING -> new Shown(upload, firstOf(find.parts(id)), List.of());
            case MERGED, INSTANT, REJECTED, ABORTED, EXPIRED -> new Shown(upload, Optional.empty(), List.of());
        };
    }

    private static Optional<Sha256> firstOf(List<RecordedPart> recorded) {
        return recorded.stream().filter(part -> part.n() == 1).findFirst().map(RecordedPart::sha256);
    }

    /**
     * One upload, without asking the store.
     *
     * @throws ProblemException not-found
     */
    public Upload find(AccountId account, UploadId id) {
        return OwnUpload.of(find, account, id);
    }

    /** The account's open and merging uploads, oldest first. */
    public List<Listed> list(AccountId account, Optional<UploadId> after, int limit) {
        return find.open(account, after, limit);
    }

    private List<RecordedPart> held(Upload upload, List<RecordedPart> recorded) {
        return upload.plan().isSinglePut() ? heldWhole(upload, recorded) : heldParts(upload, recorded);
    }

    private List<RecordedPart> heldWhole(Upload upload, List<RecordedPart> recorded) {
        Optional<StagedObject> object = recorded.isEmpty() ? Optional.empty() : staging.head(upload.stagingKey());
        if (object.isEmpty()) {
            return List.of();
        }
        if (HeldParts.matches(upload, HeldParts.contentId(upload, recorded).orElseThrow(), object.get())) {
            return recorded;
        }
        beginAnew(upload);
        return List.of();
    }

    private List<RecordedPart> heldParts(Upload upload, List<RecordedPart> recorded) {
        if (upload.multipartId().isEmpty()) {
            return List.of();
        }
        Optional<List<StagedPart>> listed =
                staging.listParts(upload.stagingKey(), upload.multipartId().get());
        if (listed.isPresent()) {
            return HeldParts.held(recorded, listed.get()).stream()
                    .map(part -> new RecordedPart(part.n(), part.sha256(), part.size()))
                    .toList();
        }
        boolean whole = staging.head(upload.stagingKey())
                .filter(object -> HeldParts.contentId(upload, recorded)
                        .filter(id -> HeldParts.matches(upload, id, object))
                        .isPresent())
                .isPresent();
        if (whole) {
            return recorded;
        }
        beginAnew(upload);
        return List.of();
    }

    /** The store lost what it held, or holds something else: another key, unless the upload has moved on meanwhile. */
    private void beginAnew(Upload seen) {
        work.run(() -> locks.lock(seen)
                .filter(now ->
                        now.state() == UploadState.OPEN && now.stagingKey().equals(seen.stagingKey()))
                .ifPresent(now -> keys.replace(now, clock.instant())));
    }
}
