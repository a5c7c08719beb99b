package io.cloudstore.core.upload;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What merging asks of the staging bucket. Every method throws {@link StoreFailed} when the store fails or can't be
 * reached; what the store says about the object itself is a result.
 */
public interface StagingStore {
    /** Begins a multipart upload with composite SHA-256 checksums; returns its id. */
    String createMultipart(UUID key, String contentType);

    /** Aborts a multipart upload; one that is gone already is fine. */
    void abortMultipart(UUID key, String multipartId);

    /** The parts that the store holds and has verified, by number; none if there is no such multipart upload. */
    Optional<List<StagedPart>> listParts(UUID key, String multipartId);

    /**
     * Completes a multipart upload of exactly these parts.
     *
     * @return what the store says; never a success that the store did not report
     */
    Completion complete(UUID key, String multipartId, List<StagedPart> parts);

    /** The object under the key, with the checksum that the store attests. */
    Optional<StagedObject> head(UUID key);

    /** A part in the store. */
    record StagedPart(int n, String etag, Sha256 sha256, long size) {}

    /**
     * An object in the store.
     *
     * @param attested the content id of its checksum; none if it was stored without SHA-256
     */
    record StagedObject(long size, Optional<ContentId> attested, String etag) {
        /** Whether the store attests that this is the content of {@code blob}. */
        public boolean isContentOf(Blob blob) {
            return size == blob.plan().size() && attested.equals(Optional.of(blob.contentId()));
        }
    }

    /** What came of completing. */
    enum Completion {
        /** The object is there. */
        COMPLETED,
        /** The multipart upload is gone: completed by somebody else, or aborted. */
        NO_SUCH_UPLOAD,
        /** A part is missing or is not what was named. */
        PARTS_DIFFER
    }
}
