package io.cloudstore.core.upload;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds uploads. */
public interface FindUpload {
    /**
     * An open or merging upload in a list.
     *
     * @param firstPart digest of its part 1 as it was signed last
     */
    record Listed(Upload upload, Optional<Sha256> firstPart) {}

    /** The upload of that id, whoever's it is. */
    Optional<Upload> find(UploadId id);

    /** The upload that has that staging key now. */
    Optional<Upload> findByStagingKey(UUID stagingKey);

    /**
     * The account's open and merging uploads, oldest first.
     *
     * @param after the last upload of the page before; none for the first page
     */
    List<Listed> open(AccountId account, Optional<UploadId> after, int limit);

    /** The parts as they were signed last, by number. */
    List<RecordedPart> parts(UploadId id);

    /** Open uploads that have expired, oldest first. */
    List<UploadId> expired(Instant now, int limit);

    /** Open uploads of one part, whose digest was signed, whose last URL is dead and whose key nobody has asked for since. */
    List<UploadId> unasked(Instant now, int limit);
}
