package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.ChargeQuota;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Opens an upload: its bytes are set aside in the quota, its name is checked, nothing is sent yet. */
public final class OpenUpload {
    private final UnitOfWork work;
    private final LockAccount accounts;
    private final ChargeQuota quota;
    private final StoreUpload uploads;
    private final PlaceFile place;
    private final FindBlob blobs;
    private final UploadRules rules;
    private final Draw draw;
    private final Clock clock;

    public OpenUpload(
            UnitOfWork work,
            LockAccount accounts,
            ChargeQuota quota,
            StoreUpload uploads,
            PlaceFile place,
            FindBlob blobs,
            UploadRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.quota = quota;
        this.uploads = uploads;
        this.place = place;
        this.blobs = blobs;
        this.rules = rules;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * What is to be uploaded.
     *
     * @param plan its size and how it is cut
     * @param modifiedAt when the source was last modified
     */
    public record NewUpload(
            AccountId account,
            FolderId folder,
            EntryName name,
            PartPlan plan,
            String contentType,
            Optional<Instant> modifiedAt,
            Conflict conflict) {}

    /**
     * Opens the upload.
     *
     * @throws ProblemException not-found, name-taken, too-many-uploads, quota-exceeded
     */
    public Upload open(NewUpload wanted) {
        Upload upload = describe(wanted, clock.instant());
        AccountId account = wanted.account();
        work.run(() -> {
            accounts.lock(account);
            place.check(account, wanted.folder(), wanted.name(), wanted.conflict());
            if (uploads.countOpen(account) >= rules.mostOpen()) {
                throw new ProblemException(
                        ProblemCode.TOO_MANY_UPLOADS,
                        "Complete or abort some of your " + rules.mostOpen() + " uploads.");
            }
            if (!quota.reserve(account, wanted.plan().size())) {
                throw new ProblemException(
                        ProblemCode.QUOTA_EXCEEDED, "The file does not fit into what is left of your quota.");
            }
            uploads.insert(upload);
        });
        return upload;
    }

    /** Whether the account itself already holds content of this size and first part, so that waiting for the whole digest may pay. */
    public boolean isLikelyStored(AccountId account, long size, Sha256 firstPart) {
        return blobs.ownerHolds(account.value(), size, firstPart);
    }

    private Upload describe(NewUpload wanted, Instant now) {
        return new Upload(
                new UploadId(draw.id()),
                wanted.account(),
                wanted.folder(),
                wanted.name(),
                wanted.plan(),
                wanted.contentType(),
                wanted.modifiedAt(),
                wanted.conflict(),
                rules.dedup().domainOf(wanted.account().value(), wanted.plan().size()),
                UploadState.OPEN,
                draw.key(),
                Optional.empty(),
                now,
                Optional.empty(),
                false,
                now,
                rules.life().expiry(now, now));
    }
}
