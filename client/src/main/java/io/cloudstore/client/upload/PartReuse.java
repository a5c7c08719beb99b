package io.cloudstore.client.upload;

import io.cloudstore.client.progress.Progress;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.ReusePartsRequest;
import io.cloudstore.protocol.wire.SignedPartsView;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the store copy parts from other content of the account instead of sending them, as long as that brings any. A
 * failure is no failure of the upload: what is not copied is sent. Used by one thread at a time.
 */
final class PartReuse {
    /** So many calls may fail, for whatever is wrong will go on being wrong. */
    private static final int MOST_FAILURES = 3;

    /** What a call may bring. */
    enum Hope {
        /** The account holds similar content, or the last call brought parts. */
        GOOD,
        /** Nothing is known, until the service says that there is such content when it signs. */
        UNKNOWN,
        /** Nobody is to be asked. */
        NONE
    }

    private final Uploads uploads;
    private final String uploadId;
    private final PartPlan plan;
    private final Board board;
    private final Progress progress;
    /** Parts about which the service has answered. */
    private final BitSet asked = new BitSet();

    private Hope hope;
    private int failures;

    /** For parts of one upload. */
    PartReuse(Uploads uploads, String uploadId, PartPlan plan, Board board, Progress progress, Hope hope) {
        this.uploads = uploads;
        this.uploadId = uploadId;
        this.plan = plan;
        this.board = board;
        this.progress = progress;
        this.hope = hope;
    }

    /** Those of a batch, none of which was sent yet, that have to be sent after all; asked for where there is good hope. */
    List<PartDigest> withoutCopied(List<PartDigest> batch) throws InterruptedException {
        Set<Integer> copied = hope == Hope.GOOD ? copiedWith(batch) : Set.of();
        return batch.stream().filter(part -> !copied.contains(part.n())).toList();
    }

    /** Those of a batch that are to be asked for before they are sent, by what the service said when it signed them. */
    List<PartDigest> worthAsking(List<PartDigest> batch, SignedPartsView signed) {
        Set<Integer> likely = Set.copyOf(Objects.requireNonNullElse(signed.likelyReusable(), List.<Integer>of()));
        return batch.stream()
                .filter(part -> hope == Hope.UNKNOWN && likely.contains(part.n()) && !asked.get(part.n()))
                .toList();
    }

    /** Has these parts copied and all others that are known, one call for many; the numbers of those that were. */
    Set<Integer> copiedWith(List<PartDigest> parts) throws InterruptedException {
        int room = ReusePartsRequest.MOST_PARTS - parts.size();
        List<PartDigest> wanted = Stream.concat(parts.stream(), board.waiting(room).stream())
                .filter(part -> !asked.get(part.n()))
                .toList();
        if (wanted.isEmpty()) {
            return Set.of();
        }
        Set<Integer> copied = copied(wanted);
        if (failures >= MOST_FAILURES) {
            hope = Hope.NONE;
        } else {
            hope = copied.isEmpty() ? Hope.UNKNOWN : Hope.GOOD;
        }
        return copied;
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
            left = left.stream().filter(part -> !copied.contains(part.n())).toList();
        }
        return all;
    }

    private List<Integer> ask(List<PartDigest> parts) throws InterruptedException {
        try {
            List<Integer> reused = uploads.reuse(uploadId, parts);
            parts.forEach(part -> asked.set(part.n()));
            return reused;
        } catch (IOException | ProblemException e) {
            failures++;
            return List.of();
        }
    }
}
