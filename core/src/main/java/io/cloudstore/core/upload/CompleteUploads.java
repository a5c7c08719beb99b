package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.work.FewAtATime;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.ContentId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Completes many uploads for their owner. Those of one PUT whose object is there become files together, in one
 * transaction; every other one goes the way that it would go alone.
 */
public final class CompleteUploads {
    private final FindUploads find;
    private final StagingStore staging;
    private final CommitWhole commit;
    private final CompleteUpload complete;
    private final FewAtATime fewAtATime;
    private final Duration limit;
    private final Clock clock;

    /** With the longest that the caller waits for the store, and how many uploads are worked at at a time. */
    public CompleteUploads(
            FindUploads find,
            StagingStore staging,
            CommitWhole commit,
            CompleteUpload complete,
            Duration limit,
            int width,
            Clock clock) {
        this.find = find;
        this.staging = staging;
        this.commit = commit;
        this.complete = complete;
        this.fewAtATime = new FewAtATime(width);
        this.limit = limit;
        this.clock = clock;
    }

    /** An upload to complete, with the content id of the whole file. */
    public record Wanted(UploadId id, ContentId contentId) {}

    /** What came of one. */
    public sealed interface Outcome {
        /** It is a file. */
        record Done(Merged merged) implements Outcome {}

        /** The merge goes on: ask again. */
        record GoesOn() implements Outcome {}

        /** It failed, as {@link CompleteUpload#complete} would have: with a refusal, or for what nobody expects. */
        record Refused(RuntimeException why) implements Outcome {}
    }

    /** An upload of one PUT with all that its merge is decided by. */
    record Whole(Upload upload, RecordedPart part) {
        ContentId contentId() {
            return ContentId.ofParts(List.of(part.sha256()));
        }
    }

    /** Completes; what came of each, in their order. */
    public List<Outcome> complete(AccountId account, List<Wanted> wanted) {
        Instant end = clock.instant().plus(limit);
        Map<Wanted, Outcome> outcomes = new HashMap<>();
        commit.commit(account, arrived(account, wanted, end))
                .forEach((upload, merged) -> wanted.stream()
                        .filter(each -> each.id().equals(upload))
                        .forEach(each -> outcomes.put(each, new Outcome.Done(merged))));
        List<Wanted> others = wanted.stream()
                .distinct()
                .filter(each -> !outcomes.containsKey(each))
                .toList();
        List<Outcome> alone = fewAtATime.map(others, each -> alone(account, each, end));
        for (int i = 0; i < others.size(); i++) {
            outcomes.put(others.get(i), alone.get(i));
        }
        return wanted.stream().map(outcomes::get).toList();
    }

    /** The outcomes with those that went on looked at again, without carrying any on. */
    public List<Outcome> look(AccountId account, List<Wanted> wanted, List<Outcome> outcomes) {
        List<UploadId> goingOn = IntStream.range(0, wanted.size())
                .filter(i -> outcomes.get(i) instanceof Outcome.GoesOn)
                .mapToObj(i -> wanted.get(i).id())
                .toList();
        Map<UploadId, Merged> files = new HashMap<>();
        find.find(goingOn).stream()
                .filter(upload -> upload.account().equals(account))
                .forEach(upload -> upload.file()
                        .ifPresent(
                                file -> files.put(upload.id(), new Merged(file, upload.renamed(), Optional.empty()))));
        return IntStream.range(0, wanted.size())
                .mapToObj(i -> Optional.ofNullable(files.get(wanted.get(i).id()))
                        .<Outcome>map(Outcome.Done::new)
                        .orElse(outcomes.get(i)))
                .toList();
    }

    private Outcome alone(AccountId account, Wanted wanted, Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        try {
            return complete.complete(account, wanted.id(), wanted.contentId(), left.isNegative() ? Duration.ZERO : left)
                    .<Outcome>map(Outcome.Done::new)
                    .orElseGet(Outcome.GoesOn::new);
        } catch (RuntimeException failure) {
            return new Outcome.Refused(failure);
        }
    }

    /** Those of the uploads that are of one PUT, and whose object is in the store as it was signed. */
    private List<Whole> arrived(AccountId account, List<Wanted> wanted, Instant end) {
        Map<UploadId, ContentId> claimed = new LinkedHashMap<>();
        wanted.forEach(each -> claimed.putIfAbsent(each.id(), each.contentId()));
        List<Upload> open = find.find(claimed.keySet()).stream()
                .filter(upload -> upload.account().equals(account))
                .filter(upload ->
                        upload.state() == UploadState.OPEN && upload.plan().isSinglePut())
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        Map<UploadId, List<RecordedPart>> parts =
                find.parts(open.stream().map(Upload::id).toList());
        List<Whole> signed = open.stream()
                .flatMap(upload -> parts.getOrDefault(upload.id(), List.of()).stream()
                        .map(part -> new Whole(upload, part))
                        .filter(whole -> whole.contentId().equals(claimed.get(upload.id()))))
                .toList();
        return fewAtATime.map(signed, whole -> ifThere(whole, end)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** A store that fails now, or has no time left, leaves the upload to the way it would go alone. */
    private Optional<Whole> ifThere(Whole whole, Instant end) {
        if (!clock.instant().isBefore(end)) {
            return Optional.empty();
        }
        try {
            Optional<StagedObject> object = staging.head(whole.upload().stagingKey());
            return object.filter(there -> HeldParts.matches(whole.upload(), whole.contentId(), there))
                    .map(there -> whole);
        } catch (StoreFailed failure) {
            return Optional.empty();
        }
    }
}
