package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the store copy parts from other content of the account instead of sending them, as long as that brings any. A
 * failure is no failure of the upload: what is not copied is sent. Used by one thread at a time.
 */
final class PartReuse {
    /** Parts asked for where nothing speaks for similar content; enough to meet some of it. */
    private static final int PROBE = 64;

    /** What a call may bring. */
    enum Hope {
        /** The account holds similar content, or an earlier call brought parts. */
        GOOD,
        /** Nothing is known. */
        UNKNOWN,
        /** Nobody is to be asked, or the last call brought nothing. */
        NONE
    }

    private final Uploads uploads;
    private final String uploadId;
    private final PartPlan plan;
    private final Board board;
    private final Progress progress;
    private final BitSet asked = new BitSet();
    private Hope hope;

    /** For parts of one upload. */
    PartReuse(Uploads uploads, String uploadId, PartPlan plan, Board board, Progress progress, Hope hope) {
        this.uploads = uploads;
        this.uploadId = uploadId;
        this.plan = plan;
        this.board = board;
        this.progress = progress;
        this.hope = hope;
    }

    /** Whether it is worth a call before the first byte is sent. */
    boolean isPromising() {
        return hope == Hope.GOOD;
    }

    /** Those of a batch, none of which was sent yet, that have to be sent after all. */
    List<PartDigest> withoutCopied(List<PartDigest> batch) throws InterruptedException {
        List<PartDigest> wanted = toAskFor(batch);
        if (wanted.isEmpty()) {
            return batch;
        }
        wanted.forEach(part -> asked.set(part.n()));
        Set<Integer> copied = copied(wanted);
        hope = copied.isEmpty() ? Hope.NONE : Hope.GOOD;
        return without(copied, batch);
    }

    /** The batch's parts, and all others that are known where there is good hope: one call for many. */
    private List<PartDigest> toAskFor(List<PartDigest> batch) {
        int most = switch (hope) {
            case GOOD -> ReusePartsRequest.MOST_PARTS;
            case UNKNOWN -> PROBE;
            case NONE -> 0;
        };
        return Stream.concat(batch.stream(), board.waiting(Math.max(0, most - batch.size())).stream())
                .filter(part -> !asked.get(part.n()))
                .limit(most)
                .toList();
    }

    /** The service copies as much as fits into the time of a call, so that it is asked on while that brings any. */
    private Set<Integer> copied(List<PartDigest> wanted) throws InterruptedException {
        Set<Integer> all = new HashSet<>();
        List<PartDigest> left = wanted;
        while (!left.isEmpty()) {
            Set<Integer> copied = new HashSet<>(ask(left));
            copied.retainAll(left.stream().map(PartDigest::n).toList());
            if (copied.isEmpty()) {
                break;
            }
            board.copied(copied);
            progress.reused(copied.stream().mapToLong(plan::lengthOf).sum());
            all.addAll(copied);
            left = without(copied, left);
        }
        return all;
    }

    private static List<PartDigest> without(Set<Integer> numbers, List<PartDigest> parts) {
        return parts.stream().filter(part -> !numbers.contains(part.n())).toList();
    }

    private List<Integer> ask(List<PartDigest> parts) throws InterruptedException {
        try {
            return uploads.reuse(uploadId, parts);
        } catch (IOException | ProblemException e) {
            return List.of();
        }
    }
}
