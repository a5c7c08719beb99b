package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.instant.FindOwnParts.OwnPart;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.HeldParts;
import io.cloudstore.core.upload.LockUpload;
import io.cloudstore.core.upload.OwnUpload;
import io.cloudstore.core.upload.RecordParts;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.StagingStore;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies parts of an upload inside the store, from content that the account holds already, so that nobody sends them. The
 * store computes the digest of what it copied, and only a part whose digest is the one that was asked for counts. Whatever
 * does not work out means that the part has to be sent.
 */
public final class ReuseParts {
    private final FindUpload find;
    private final FindOwnParts own;
    private final FindBlob blobs;
    private final StagingStore staging;
    private final CopyBlobParts store;
    private final RecordParts record;
    private final ReuseRules rules;
    private final Clock clock;

    public ReuseParts(
            FindUpload find,
            FindOwnParts own,
            FindBlob blobs,
            StagingStore staging,
            CopyBlobParts store,
            RecordParts record,
            ReuseRules rules,
            Clock clock) {
        this.find = find;
        this.own = own;
        this.blobs = blobs;
        this.staging = staging;
        this.store = store;
        this.record = record;
        this.rules = rules;
        this.clock = clock;
    }

    /** A part that is to be copied, and from which part of which object. */
    private record Reuse(RecordedPart part, int sourcePart, SourceObject source) {}

    /**
     * How the upload is cut.
     *
     * @throws ProblemException not-found
     */
    public PartPlan plan(AccountId account, UploadId id) {
        return OwnUpload.of(find, account, id).plan();
    }

    /**
     * Has the store copy those of the parts that it can, within the time that there is. A call that comes again goes on
     * where the one before ended.
     *
     * @return numbers of the parts that the store now holds as they were asked for, in order; all others have to be sent.
     *     Always none for an upload of one part
     * @throws ProblemException not-found, upload-closed, invalid-request, unavailable
     */
    public List<Integer> reuse(AccountId account, UploadId id, List<RecordedPart> wanted) {
        Instant end = clock.instant().plus(rules.time());
        Upload seen = OwnUpload.of(find, account, id);
        LockUpload.requireOpenState(seen);
        RecordParts.requirePlanned(seen, wanted);
        if (seen.plan().isSinglePut()) {
            return List.of();
        }
        try {
            Set<Integer> held = held(seen, wanted);
            List<Reuse> reuses = reuses(account, wanted, held);
            List<RecordedPart> parts = Stream.concat(
                            wanted.stream().filter(part -> held.contains(part.n())),
                            reuses.stream().map(Reuse::part))
                    .toList();
            if (parts.isEmpty()) {
                return List.of();
            }
            Upload upload = record.record(seen, parts, Duration.ZERO);
            return Stream.concat(held.stream(), copy(upload, reuses, end).stream())
                    .sorted()
                    .toList();
        } catch (StoreFailed failed) {
            return List.of();
        }
    }

    /** Parts that the store has already of this upload, with the digests that are asked for now. */
    private Set<Integer> held(Upload seen, List<RecordedPart> wanted) {
        return seen
                .multipartId()
                .flatMap(multipart -> staging.listParts(seen.stagingKey(), multipart))
                .map(listed -> HeldParts.held(wanted, listed))
                .orElse(List.of())
                .stream()
                .map(StagedPart::n)
                .collect(Collectors.toSet());
    }

    private List<Reuse> reuses(AccountId account, List<RecordedPart> wanted, Set<Integer> held) {
        List<RecordedPart> left =
                wanted.stream().filter(part -> !held.contains(part.n())).toList();
        if (left.isEmpty()) {
            return List.of();
        }
        Map<Integer, OwnPart> sources = OwnSources.of(own, account, left);
        Map<BlobId, SourceObject> objects = new HashMap<>();
        return left.stream()
                .flatMap(part -> Stream.ofNullable(sources.get(part.n()))
                        .map(from -> new Reuse(
                                part,
                                from.n(),
                                objects.computeIfAbsent(
                                        from.blob().id(), id -> new SourceObject(blobs, store, from.blob())))))
                .toList();
    }

    /** What is not begun in time is left out. */
    private List<Integer> copy(Upload upload, List<Reuse> reuses, Instant end) {
        return new FewAtATime(rules.width())
                        .map(
                                reuses,
                                reuse -> isLeft(end) && isCopied(upload, reuse)
                                        ? Optional.of(reuse.part().n())
                                        : Optional.<Integer>empty())
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    private boolean isLeft(Instant end) {
        return clock.instant().isBefore(end);
    }

    private boolean isCopied(Upload upload, Reuse reuse) {
        try {
            Optional<SourceObject.Seen> source = reuse.source().look();
            while (source.isPresent()) {
                Optional<Sha256> copied = store.copyPart(
                        source.get().blob(),
                        source.get().etag(),
                        reuse.sourcePart(),
                        upload.stagingKey(),
                        upload.multipartId().orElseThrow(),
                        reuse.part().n());
                if (copied.isPresent()) {
                    return copied.get().equals(reuse.part().sha256());
                }
                source = reuse.source().lookAgain(source.get());
            }
            return false;
        } catch (StoreFailed | MetadataUnavailable failed) {
            return false;
        }
    }
}
