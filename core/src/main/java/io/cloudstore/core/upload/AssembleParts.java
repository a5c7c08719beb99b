package io.cloudstore.core.upload;

import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the object be there: HEAD, ListParts, Complete, HEAD. A multipart upload that is gone means looking at the object
 * again, never that a part is missing: somebody else's Complete may just have used it up.
 */
final class AssembleParts {
    /** When an object was neither there nor completable for so long, the upload begins anew; S3's Complete takes minutes. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StagingStore staging;

    AssembleParts(StagingStore staging) {
        this.staging = staging;
    }

    /** What the store has. */
    sealed interface Assembled {}

    /** The object is there. */
    record Whole(StagedObject object) implements Assembled {}

    /** These parts are not there as they were signed. */
    record Missing(List<Integer> numbers) implements Assembled {}

    /** Neither is known; it may be different soon. */
    record Unknown() implements Assembled {}

    Assembled assemble(Upload upload, List<RecordedPart> recorded) {
        Optional<StagedObject> object = staging.head(upload.stagingKey());
        if (object.isPresent()) {
            return new Whole(object.get());
        }
        return upload.plan().isSinglePut() ? new Missing(List.of(1)) : complete(upload, recorded);
    }

    private Assembled complete(Upload upload, List<RecordedPart> recorded) {
        String multipartId = upload.multipartId().orElseThrow();
        Optional<List<StagedPart>> listed = staging.listParts(upload.stagingKey(), multipartId);
        if (listed.isEmpty()) {
            return look(upload);
        }
        List<StagedPart> held = HeldParts.held(recorded, listed.get());
        if (held.size() < recorded.size()) {
            return new Missing(notHeld(recorded, held));
        }
        return switch (staging.complete(upload.stagingKey(), multipartId, held)) {
            case COMPLETED, NO_SUCH_UPLOAD -> look(upload);
            case PARTS_DIFFER -> new Unknown();
        };
    }

    private Assembled look(Upload upload) {
        return staging.head(upload.stagingKey()).<Assembled>map(Whole::new).orElseGet(Unknown::new);
    }

    private static List<Integer> notHeld(List<RecordedPart> recorded, List<StagedPart> held) {
        Set<Integer> there = held.stream().map(StagedPart::n).collect(Collectors.toSet());
        return recorded.stream()
                .map(RecordedPart::n)
                .filter(n -> !there.contains(n))
                .toList();
    }
}
