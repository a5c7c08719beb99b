package io.cloudstore.core.upload;

import io.cloudstore.core.account.LockAccount;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes down what parts are going to be, before their bytes can come: sent to a URL, or copied by the store. The
 * multipart upload begins with the first of them.
 */
public final class RecordParts {
    private final UnitOfWork work;
    private final LockUpload locks;
    private final StoreUpload uploads;
    private final StagingStore staging;
    private final UploadLife life;
    private final Clock clock;

    public RecordParts(
            UnitOfWork work,
            LockAccount accounts,
            StoreUpload uploads,
            StagingStore staging,
            UploadLife life,
            Clock clock) {
        this.work = work;
        this.locks = new LockUpload(accounts, uploads);
        this.uploads = uploads;
        this.staging = staging;
        this.life = life;
        this.clock = clock;
    }

    /**
     * Records parts of an upload that has several, and moves its expiry on. Of two multipart uploads that begin at once,
     * the recorded one stays.
     *
     * @param writing for how long from now somebody may write under the key: the life of URLs, or nothing
     * @return the upload as it is now, with its multipart upload
     * @throws ProblemException not-found, upload-closed, unavailable when the upload was begun anew since it was seen
     */
    public Upload record(Upload seen, List<RecordedPart> parts, Duration writing) {
        Optional<String> begun = seen.multipartId().isPresent()
                ? Optional.empty()
                : Optional.of(staging.createMultipart(seen.stagingKey(), seen.contentType()));
        try {
            Upload upload = work.run(() -> {
                Upload locked = locks.requireOpen(seen);
                requireSameKey(seen, locked);
                begun.ifPresent(mine -> uploads.multipart(locked.id(), mine));
                return write(locked, parts, clock.instant(), writing);
            });
            begun.filter(mine -> !upload.multipartId().equals(Optional.of(mine)))
                    .ifPresent(mine -> staging.abortMultipart(seen.stagingKey(), mine));
            return upload;
        } catch (ProblemException refusal) {
            begun.ifPresent(mine -> staging.abortMultipart(seen.stagingKey(), mine));
            throw refusal;
        }
    }

    /** The same within the caller's transaction, for an upload whose row is locked. */
    Upload write(Upload locked, List<RecordedPart> parts, Instant now, Duration writing) {
        uploads.record(locked.id(), parts);
        uploads.touch(locked.id(), now.plus(writing), life.expiry(locked.createdAt(), now));
        return uploads.lock(locked.id()).orElseThrow();
    }

    /** A key that was replaced since the upload was read has another multipart upload, or none. */
    private static void requireSameKey(Upload seen, Upload locked) {
        if (!seen.stagingKey().equals(locked.stagingKey())) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The upload was just begun anew; sign again.");
        }
    }

    /**
     * Refuses parts that are not the plan's: none at all, a number that it hasn't or that comes twice, another length.
     *
     * @throws ProblemException invalid-request
     */
    public static void requirePlanned(Upload upload, List<RecordedPart> parts) {
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
