package io.cloudstore.core.transfer;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.transfer.LongTermStore.CopiedPart;
import io.cloudstore.core.work.SideBySide;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Copies the parts of one multipart blob on the plan's boundaries, a few at a time, and compares every digest. */
final class CopyParts {
    private final LongTermStore store;
    private final int width;

    CopyParts(LongTermStore store, int width) {
        this.store = store;
        this.width = width;
    }

    /** How far copying came. */
    sealed interface Copied {}

    /** Every part is there and has its digest. */
    record All(List<CopiedPart> parts) implements Copied {}

    /** The caller's time or lease is over. */
    record Stopped() implements Copied {}

    /** The store copied bytes that do not have the recorded digest. */
    record Differs(int n) implements Copied {}

    /** The source changed, or source or multipart upload is gone. */
    record Gone() implements Copied {}

    /**
     * Copies what is not there yet.
     *
     * @param goOn asked before each group of parts
     */
    Copied copy(Blob blob, List<Sha256> digests, String sourceEtag, String multipartId, BooleanSupplier goOn) {
        Optional<List<CopiedPart>> listed = store.listParts(blob.longTermKey(), multipartId);
        if (listed.isEmpty()) {
            return new Gone();
        }
        List<CopiedPart> done = new ArrayList<>(
                listed.get().stream().filter(part -> isRight(part, digests)).toList());
        List<Integer> left = notAmong(done, digests.size());
        for (int from = 0; from < left.size(); from += width) {
            if (!goOn.getAsBoolean()) {
                return new Stopped();
            }
            List<Integer> group = left.subList(from, Math.min(from + width, left.size()));
            List<Optional<CopiedPart>> copied = copyTogether(group, blob, sourceEtag, multipartId);
            if (copied.stream().anyMatch(Optional::isEmpty)) {
                return new Gone();
            }
            List<CopiedPart> parts = copied.stream().flatMap(Optional::stream).toList();
            Optional<CopiedPart> wrong =
                    parts.stream().filter(part -> !isRight(part, digests)).findFirst();
            if (wrong.isPresent()) {
                return new Differs(wrong.get().n());
            }
            done.addAll(parts);
        }
        done.sort(Comparator.comparingInt(CopiedPart::n));
        return new All(done);
    }

    private static boolean isRight(CopiedPart part, List<Sha256> digests) {
        return part.n() <= digests.size() && part.sha256().equals(digests.get(part.n() - 1));
    }

    private static List<Integer> notAmong(List<CopiedPart> done, int count) {
        Set<Integer> there = done.stream().map(CopiedPart::n).collect(Collectors.toSet());
        return IntStream.rangeClosed(1, count)
                .filter(n -> !there.contains(n))
                .boxed()
                .toList();
    }

    private List<Optional<CopiedPart>> copyTogether(
            List<Integer> group, Blob blob, String sourceEtag, String multipartId) {
        List<Callable<Optional<CopiedPart>>> copies = group.stream()
                .<Callable<Optional<CopiedPart>>>map(n -> () -> store.copyPart(
                        blob.stagingKey(),
                        sourceEtag,
                        blob.longTermKey(),
                        multipartId,
                        n,
                        blob.plan().offsetOf(n),
                        blob.plan().lengthOf(n)))
                .toList();
        return SideBySide.all(copies);
    }
}
