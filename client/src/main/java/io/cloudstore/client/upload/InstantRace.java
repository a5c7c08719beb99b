package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.instant.Proof;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.InstantView;
import io.cloudstore.protocol.wire.InstantView.ChallengeView;
import io.cloudstore.protocol.wire.UploadView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether the content has to be sent at all, beside the sending: once the source is hashed, and once more with the
 * proof if one is wanted. A hit ends the sending; whatever else happens, the bytes are sent.
 */
final class InstantRace implements Runnable {
    /** Content of others is never shared below this size, 1 MiB: asking for it would be in vain. */
    private static final long SMALLEST_SHARED = 1 << 20;

    private final Uploads uploads;
    private final ClaimPause pause;
    private final String uploadId;
    private final SourceFile source;
    private final Board board;
    private final CountDownLatch answered = new CountDownLatch(1);
    private volatile boolean proving;
    private volatile @Nullable Hit hit;

    /** Whether asking may pay for content of {@code size} bytes that the account itself probably doesn't hold. */
    static boolean mayPay(long size) {
        return size >= SMALLEST_SHARED;
    }

    InstantRace(Uploads uploads, ClaimPause pause, String uploadId, SourceFile source, Board board) {
        this.uploads = uploads;
        this.pause = pause;
        this.uploadId = uploadId;
        this.source = source;
        this.board = board;
    }

    /**
     * The content was there.
     *
     * @param proved whether it was others' content, had for a proof of possession
     */
    record Hit(FileView file, boolean proved) {}

    @Override
    public void run() {
        try {
            String contentId = board.awaitContentId().toString();
            source.requireUnchanged();
            settle(file(contentId), contentId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            // It would have been faster; the bytes are sent instead, and what is wrong with the source shows there.
        } finally {
            answered.countDown();
        }
    }

    /** The file that the upload became, if it did. */
    private @Nullable FileView file(String contentId) throws IOException, InterruptedException {
        if (!pause.isOver()) { // Since the hashing began, another file's question was one too many.
            return null;
        }
        try {
            InstantView answer = uploads.instant(uploadId, contentId);
            return answer.challenge() == null ? answer.file() : prove(answer.challenge());
        } catch (ProblemException e) {
            return switch (e.code()) {
                case UPLOAD_CLOSED -> hadBefore();
                case RATE_LIMITED -> {
                    pause.begin(e.retryAfterSeconds());
                    yield null;
                }
                default -> throw e;
            };
        }
    }

    /** An earlier answer may have been lost. What was merged is no hit: its bytes were sent, from here or elsewhere. */
    private @Nullable FileView hadBefore() throws IOException, InterruptedException {
        UploadView now = uploads.get(uploadId);
        return Uploads.isInstant(now) ? now.file() : null;
    }

    /** A proof is judged for two seconds: what has been sent by now has no use for it. */
    private @Nullable FileView prove(ChallengeView wanted) throws IOException, InterruptedException {
        answered.countDown();
        if (board.isAllSent()) {
            return null;
        }
        proving = true;
        Challenge challenge = new Challenge(
                UUID.fromString(uploadId),
                Nonce.parse(wanted.nonce()),
                source.plan().size());
        List<String> proofs = new ArrayList<>();
        for (ByteRange range : challenge.ranges()) {
            Sha256 proof = Proof.of(challenge, proofs.size(), source.read(range));
            proofs.add(proof.toString());
        }
        source.requireUnchanged();
        return uploads.prove(uploadId, proofs).file();
    }

    private void settle(@Nullable FileView file, String contentId) {
        if (file != null && file.contentId().equals(contentId)) {
            hit = new Hit(file, proving);
            board.end();
        }
    }

    /** Returns when the service has said whether the account itself holds the content, or will not say it. */
    void awaitAnswer() throws InterruptedException {
        answered.await();
    }

    /** Whether a proof was wanted. */
    boolean isProving() {
        return proving;
    }

    /** The hit, if there was one. */
    Optional<Hit> hit() {
        return Optional.ofNullable(hit);
    }
}
