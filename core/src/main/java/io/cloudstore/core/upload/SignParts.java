package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.work.ArmJob;
import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records what the client is about to send and hands out URLs for exactly that. A part may be signed again, also with
 * another digest, until the upload merges: what was signed last is what counts.
 */
public final class SignParts {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final FindUpload find;
    private final StoreUpload uploads;
    private final StagingStore staging;
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
        this.uploads = uploads;
        this.staging = staging;
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
        Upload seen = find.find(id)
                .filter(upload -> upload.account().equals(account))
                .orElseThrow(ProblemException::notFound);
        LockUpload.requireOpenState(seen);
        requirePlanned(seen, parts);
        Upload upload = seen.plan().isSinglePut() ? recordWhole(seen, parts.getFirst()) : recordParts(seen, parts);
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
            return record(upload, List.of(part), now);
        });
    }

    /** The multipart upload begins at the first signing; of two that begin at once, the recorded one stays. */
    private Upload recordParts(Upload seen, List<RecordedPart> parts) {
        Optional<String> begun = seen.multipartId().isPresent()
                ? Optional.empty()
                : Optional.of(staging.createMultipart(seen.stagingKey(), seen.contentType()));
        Upload upload = work.run(() -> {
            Upload locked = locks.requireOpen(seen);
            requireSameKey(seen, locked);
            begun.ifPresent(mine -> uploads.multipart(locked.id(), mine));
            return record(locked, parts, clock.instant());
        });
        begun.filter(mine -> !upload.multipartId().equals(Optional.of(mine)))
                .ifPresent(mine -> staging.abortMultipart(seen.stagingKey(), mine));
        return upload;
    }

    private Upload record(Upload upload, List<RecordedPart> parts, Instant now) {
        uploads.record(upload.id(), parts);
        uploads.touch(upload.id(), now.plus(rules.urlLife()), rules.expiry(upload.createdAt(), now));
        return uploads.lock(upload.id()).orElseThrow();
    }

    /** A key that was replaced since the upload was read has another multipart upload, or none. */
    private static void requireSameKey(Upload seen, Upload locked) {
        if (!seen.stagingKey().equals(locked.stagingKey())) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The upload was just begun anew; sign again.");
        }
    }

    private static void requirePlanned(Upload upload, List<RecordedPart> parts) {
        if (parts.isEmpty()) {
            throw ProblemException.field("parts", "must name at least one part");
        }
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < parts.size(); i++) {
            RecordedPart part = parts.get(i);
            if (!upload.plan().contains(part.n())) {
                throw ProblemException.field(
                        "parts[" + i + "].n", "must be 1 to " + upload.plan().partCount());
            }
            if (part.length() != upload.plan().lengthOf(part.n())) {
                throw ProblemException.field(
                        "parts[" + i + "].length", "must be " + upload.plan().lengthOf(part.n()));
            }
            if (!numbers.add(part.n())) {
                throw ProblemException.field("parts[" + i + "].n", "is there twice");
            }
        }
    }
}
