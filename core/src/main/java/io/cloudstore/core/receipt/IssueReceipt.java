package io.cloudstore.core.receipt;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.receipt.FindVerified.Verified;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.time.Clock;

/** Gives the owner of a file a receipt for its current version. */
public final class IssueReceipt {
    /** When to ask again: a transfer mostly takes seconds. */
    private static final long RETRY_SECONDS = 5;
    /** When to ask again for what only another verification helps. */
    private static final long RETRY_LATER_SECONDS = 3_600;

    private final FindEntries entries;
    private final FindVerified verifications;
    private final SignReceipt signer;
    private final Clock clock;

    public IssueReceipt(FindEntries entries, FindVerified verifications, SignReceipt signer, Clock clock) {
        this.entries = entries;
        this.verifications = verifications;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * A receipt; two for the same version differ in when they were signed alone.
     *
     * @throws ProblemException not-found, content-quarantined, not-verified-yet
     */
    public String issue(AccountId account, FileId id) {
        FileEntry file = entries.file(account, id)
                .orElseThrow(ProblemException::notFound)
                .requireSound();
        Verified verified = verifications.verified(file.blob()).orElseThrow(() -> notYet(file.place()));
        return signer.sign(new ReceiptClaims(
                ReceiptClaims.ISSUER,
                clock.instant().getEpochSecond(),
                file.id().toString(),
                file.version(),
                file.size(),
                verified.plan().partSize(),
                file.contentId().toString(),
                verified.at()));
    }

    /** Stored without a time is what was stored before times were kept: the sweep has not come by it yet. */
    private static ProblemException notYet(Place place) {
        return place == Place.STORED
                ? ProblemException.retryAfter(
                        ProblemCode.NOT_VERIFIED_YET,
                        "The content was stored before there were receipts; the service verifies it by and by.",
                        RETRY_LATER_SECONDS)
                : ProblemException.retryAfter(
                        ProblemCode.NOT_VERIFIED_YET,
                        "There is a receipt once the transfer has verified the content in long-term storage.",
                        RETRY_SECONDS);
    }
}
