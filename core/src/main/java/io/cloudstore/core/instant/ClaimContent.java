package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.upload.FindUpload;
import io.cloudstore.core.upload.LockUpload;
import io.cloudstore.core.upload.OwnUpload;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.Draw;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers a client that says which content its upload has. Nothing is looked up but what the account itself holds, so the
 * answer, and the time it takes, tell nothing of what others have stored. What is claimed is kept with the challenge and
 * nowhere else: nobody can meet it.
 */
public final class ClaimContent {
    private final FindUpload find;
    private final FindBlob blobs;
    private final StoreBlob held;
    private final TakeContent take;
    private final KeepChallenge challenges;
    private final LimitClaims limit;
    private final InstantRules rules;
    private final Draw draw;
    private final Clock clock;

    public ClaimContent(
            FindUpload find,
            FindBlob blobs,
            StoreBlob held,
            TakeContent take,
            KeepChallenge challenges,
            LimitClaims limit,
            InstantRules rules,
            Draw draw,
            Clock clock) {
        this.find = find;
        this.blobs = blobs;
        this.held = held;
        this.take = take;
        this.challenges = challenges;
        this.limit = limit;
        this.rules = rules;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Claims the content for an open upload. An upload that has become a file by a claim or a proof says so again.
     *
     * @throws ProblemException not-found, invalid-request, upload-closed; rate-limited, never for content of the account's own
     */
    public InstantOutcome claim(AccountId account, UploadId id, ContentId claimed) {
        Upload upload = OwnUpload.of(find, account, id);
        if (claimed.parts() != upload.plan().partCount()) {
            throw ProblemException.field(
                    "contentId", "must be of " + upload.plan().partCount() + " parts");
        }
        if (upload.state() == UploadState.OPEN) {
            Optional<InstantOutcome> answer = own(upload, claimed).or(() -> challenge(upload, claimed));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return ended(OwnUpload.of(find, account, id));
    }

    /** Needs neither proof nor scope: it is there for the account already. */
    private Optional<InstantOutcome> own(Upload upload, ContentId claimed) {
        Optional<Blob> own = blobs.own(upload.account().value(), upload.plan().size(), claimed);
        return own.flatMap(blob -> take.take(
                upload,
                blob.id(),
                locked -> held.isHeldBy(locked.id(), upload.account().value())));
    }

    /** None when the upload is no longer open. What was not found among the account's own counts, whatever comes of it. */
    private Optional<InstantOutcome> challenge(Upload upload, ContentId claimed) {
        limit.count(upload.account());
        if (!rules.isShared(upload)) {
            return Optional.of(new InstantOutcome.Send());
        }
        Nonce nonce = Nonce.of(draw.secret(Nonce.BYTES));
        Instant now = clock.instant();
        Instant expiresAt = now.plus(rules.challengeLife());
        var pending = new KeepChallenge.Pending(claimed, nonce, expiresAt);
        if (!challenges.put(upload.id(), pending, rules.life().expiry(upload.createdAt(), now))) {
            return Optional.empty();
        }
        var challenge = new Challenge(upload.id().value(), nonce, upload.plan().size());
        return Optional.of(new InstantOutcome.Prove(challenge, expiresAt));
    }

    private static InstantOutcome ended(Upload upload) {
        if (upload.state() == UploadState.INSTANT) {
            return InstantOutcome.Stored.of(upload);
        }
        throw LockUpload.closed(upload.state());
    }
}
