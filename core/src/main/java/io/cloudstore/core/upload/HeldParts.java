package io.cloudstore.core.upload;

import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.protocol.content.ContentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares what the store holds with what was signed last: a part counts only when size and digest are equal. */
public final class HeldParts {
    private HeldParts() {}

    /** Parts that the store holds as recorded, by number, with the ETags that completing needs. */
    public static List<StagedPart> held(List<RecordedPart> recorded, List<StagedPart> listed) {
        Map<Integer, RecordedPart> byNumber =
                recorded.stream().collect(Collectors.toMap(RecordedPart::n, Function.identity()));
        return listed.stream()
                .filter(part -> Optional.ofNullable(byNumber.get(part.n()))
                        .filter(want -> want.sha256().equals(part.sha256()) && want.length() == part.size())
                        .isPresent())
                .toList();
    }

    /** Numbers of the parts that were never signed. */
    static List<Integer> unrecorded(Upload upload, List<RecordedPart> recorded) {
        Set<Integer> numbers = recorded.stream().map(RecordedPart::n).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, upload.plan().partCount())
                .filter(n -> !numbers.contains(n))
                .boxed()
                .toList();
    }

    /** Whether the object is exactly what the plan and the recorded digests say. */
    static boolean matches(Upload upload, ContentId expected, StagedObject object) {
        return object.size() == upload.plan().size() && object.attested().equals(Optional.of(expected));
    }

    /** The content id that the recorded parts come to; none while some are not recorded. */
    static Optional<ContentId> contentId(Upload upload, List<RecordedPart> recorded) {
        return recorded.size() == upload.plan().partCount()
                ? Optional.of(ContentId.ofParts(
                        recorded.stream().map(RecordedPart::sha256).toList()))
                : Optional.empty();
    }
}
