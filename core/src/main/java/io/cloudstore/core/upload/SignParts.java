package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Records what the client is about to send and hands out URLs for exactly that. A part may be signed again, also with
 * another digest, until the upload merges: what was signed last is what counts.
 */
public final class SignParts {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final FindUpload find;
    private final RecordParts record;
    private final SignPut signer;
    private final FreshKey keys;
    private final UploadRules rules;
    private final Clock clock;

    public SignParts(
            UnitOfWork work,
            LockAccount accounts,
            FindUpload find,
            StoreUpload uploads,
            StagingStore staging,
            SignPut signer,
            ArmJob jobs,
            UploadRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.find = find;
        this.record = new RecordParts(work, accounts, uploads, staging, rules.life(), clock);
        this.signer = signer;
        this.keys = new FreshKey(uploads, jobs, draw);
        this.rules = rules;
        this.clock = clock;
    }

    /** A part with where to send it. */
    public record Signed(int n, SignedPut put) {}

    /**
     * Records the parts and signs a URL for each, in their order.
     *
     * @throws ProblemException not-found, upload-closed, invalid-request
     */
    public List<Signed> sign(AccountId account, UploadId id, List<RecordedPart> parts) {
        Upload seen = OwnUpload.of(find, account, id);
        LockUpload.requireOpenState(seen);
        RecordParts.requirePlanned(seen, parts);
        Upload upload = seen.plan().isSinglePut()
                ? recordWhole(seen, parts.getFirst())
                : record.record(seen, parts, rules.urlLife());
        return urls(upload, parts);
    }

    /**
     * Signs URLs for the parts that were recorded when the upload opened, the whole of a single PUT; parts of any other
     * upload are recorded now.
     *
     * @throws ProblemException not-found, upload-closed, invalid-request
     */
    public List<Signed> signOpened(Upload opened, List<RecordedPart> parts) {
        return opened.plan().isSinglePut() ? urls(opened, parts) : sign(opened.account(), opened.id(), parts);
    }

    private List<Signed> urls(Upload upload, List<RecordedPart> parts) {
        return parts.stream()
                .map(part -> new Signed(part.n(), sign(upload, part)))
                .toList();
    }

    private SignedPut sign(Upload upload, RecordedPart part) {
        return upload.plan().isSinglePut()
                ? signer.whole(upload.stagingKey(), part.sha256(), part.length(), upload.contentType(), rules.urlLife())
                : signer.part(upload.stagingKey(), upload.multipartId().orElseThrow(), part, rules.urlLife());
    }

    private Upload recordWhole(Upload seen, RecordedPart part) {
        return work.run(() -> {
            Upload upload = locks.requireOpen(seen);
            Instant now = clock.instant();
            boolean changed = find.parts(upload.id()).stream().anyMatch(old -> !old.equals(part));
            if (changed) {
                keys.replace(upload, now);
            }
            return record.write(upload, List.of(part), now, rules.urlLife());
        });
    }
}
