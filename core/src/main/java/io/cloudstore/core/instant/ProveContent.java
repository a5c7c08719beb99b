package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.LockUpload;
import io.cloudstore.core.upload.OwnUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Proof;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Checks a proof of possession against the stored bytes. Every failure, of whatever kind, is the same answer at the same
 * time, and leaves the upload open: the client sends the bytes. Where there is nothing to compare with, as much is read of
 * something else.
 */
public final class ProveContent {
    private final FindUpload find;
    private final FindBlob blobs;
    private final ReadRanges reads;
    private final TakeContent take;
    private final KeepChallenge challenges;
    private final LimitClaims limit;
    private final AwaitMoment await;
    private final InstantRules rules;
    private final Clock clock;

    public ProveContent(
            FindUpload find,
            FindBlob blobs,
            ReadRanges reads,
            TakeContent take,
            KeepChallenge challenges,
            LimitClaims limit,
            AwaitMoment await,
            InstantRules rules,
            Clock clock) {
        this.find = find;
        this.blobs = blobs;
        this.reads = reads;
        this.take = take;
        this.challenges = challenges;
        this.limit = limit;
        this.await = await;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Proves what was claimed for an open upload. The challenge is used up, whatever comes of it. An upload that has become
     * a file by a claim or a proof says so again; one that is being merged, or is, wants to be completed.
     *
     * @param proofs one for each range of the challenge
     * @param arrival when the call arrived, as the gateway tells it
     * @throws ProblemException not-found, upload-closed; invalid-request, which counts as a claim, as does a proof that nobody
     *     asked for or that comes too late; rate-limited
     */
    public InstantOutcome prove(AccountId account, UploadId id, List<Sha256> proofs, Instant arrival) {
        Upload upload = OwnUpload.of(find, account, id);
        int ranges = Challenge.rangesOf(upload.plan().size());
        if (proofs.size() != ranges) {
            limit.count(account);
            throw ProblemException.field("proofs", "must be " + ranges);
        }
        return switch (upload.state()) {
            case OPEN -> atItsTime(upload, proofs, AnswerTime.of(arrival, clock.instant(), rules.answerAfter()));
            case INSTANT -> InstantOutcome.Stored.of(upload);
            case MERGING, MERGED -> new InstantOutcome.Send();
            case ABORTED, EXPIRED, REJECTED -> throw LockUpload.closed(upload.state());
        };
    }

    private InstantOutcome atItsTime(Upload upload, List<Sha256> proofs, AnswerTime time) {
        try {
            Optional<KeepChallenge.Pending> pending = challenges.use(upload.id(), clock.instant());
            if (pending.isEmpty()) {
                limit.count(upload.account());
            }
            return pending.filter(challenge -> rules.isShared(upload))
                    .flatMap(challenge -> compare(upload, challenge, proofs, time))
                    .<InstantOutcome>flatMap(blob -> take.take(upload, blob.id(), locked -> true))
                    .orElseGet(InstantOutcome.Send::new);
        } finally {
            await.until(time.leaves(clock.instant()));
        }
    }

    /** The blob whose bytes the proofs are of. */
    private Optional<Blob> compare(Upload upload, KeepChallenge.Pending pending, List<Sha256> proofs, AnswerTime time) {
        PartPlan plan = upload.plan();
        var challenge = new Challenge(upload.id().value(), pending.nonce(), plan.size());
        Optional<Blob> claimed = blobs.find(Domain.INSTALLATION, plan.size(), pending.claimed());
        Optional<Blob> read = claimed.or(() -> blobs.sizedLike(Domain.INSTALLATION, plan.size()));
        Optional<List<byte[]>> bytes = read.flatMap(
                blob -> read(blob, inside(challenge.ranges(), blob.plan().size()), time));
        return claimed.filter(blob ->
                bytes.filter(each -> areProofsOf(challenge, each, proofs)).isPresent());
    }

    /** A decoy may be smaller than what was claimed: then ranges begin at its begin again. */
    private static List<ByteRange> inside(List<ByteRange> ranges, long size) {
        return ranges.stream()
                .map(range -> {
                    int length = (int) Math.min(range.length(), size);
                    return new ByteRange(range.offset() % (size - length + 1), length);
                })
                .toList();
    }

    /** Content that moved to long-term storage since it was found is looked for once more. */
    private Optional<List<byte[]>> read(Blob found, List<ByteRange> ranges, AnswerTime time) {
        try {
            return reads.read(found, ranges, left(time))
                    .or(() -> blobs.find(found.id())
                            .filter(now -> now.place() != found.place())
                            .flatMap(now -> reads.read(now, ranges, left(time))));
        } catch (StoreFailed miss) {
            return Optional.empty();
        }
    }

    private Duration left(AnswerTime time) {
        Duration left = time.leftForReading(clock.instant());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** All are compared, whichever is wrong, and each in constant time. */
    private static boolean areProofsOf(Challenge challenge, List<byte[]> bytes, List<Sha256> proofs) {
        boolean all = true;
        for (int i = 0; i < proofs.size(); i++) {
            all &= Proof.of(challenge, i, bytes.get(i)).equals(proofs.get(i));
        }
        return all;
    }
}
