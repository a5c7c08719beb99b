package io.cloudstore.core.transfer;

import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the transfer asks of the long-term bucket. The bytes never leave the store. Every method throws
 * {@link StoreFailed} when the store fails or can't be reached.
 */
public interface LongTermStore {
    /**
     * Copies a single-PUT object, its SHA-256 computed by the store, if the source still has {@code sourceEtag}.
     *
     * @return false if the source changed or is gone
     */
    boolean copyWhole(UUID stagingKey, String sourceEtag, UUID longTermKey);

    /** Begins a multipart upload with composite SHA-256 checksums; returns its id. */
    String createMultipart(UUID longTermKey);

    /** Aborts a multipart upload; one that is gone already is fine. */
    void abortMultipart(UUID longTermKey, String multipartId);

    /** The parts copied so far, by number; none if there is no such multipart upload. */
    Optional<List<CopiedPart>> listParts(UUID longTermKey, String multipartId);

    /**
     * Copies one range of the source as a part.
     *
     * @param offset first byte of the range
     * @param length bytes of the range
     * @return what the store holds now; none if the source changed or is gone, or the multipart upload is gone
     */
    Optional<CopiedPart> copyPart(
            UUID stagingKey, String sourceEtag, UUID longTermKey, String multipartId, int n, long offset, long length);

    /** Completes the multipart upload; false if it is gone or refuses these parts. */
    boolean complete(UUID longTermKey, String multipartId, List<CopiedPart> parts);

    /** The object under the key, with the checksum that the store attests. */
    Optional<StagedObject> head(UUID longTermKey);

    /** A part in long-term storage. */
    record CopiedPart(int n, String etag, Sha256 sha256, long size) {}
}
