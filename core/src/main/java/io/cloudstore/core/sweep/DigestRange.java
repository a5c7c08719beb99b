package io.cloudstore.core.sweep;

import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.Sha256;
import java.util.Optional;
import java.util.UUID;

/** Reads stored bytes again. Throws {@link StoreFailed} when the store fails. */
public interface DigestRange {
    /**
     * The digest of a range of a long-term object, by its bytes and not by what the store says of them. However long the
     * range is, no more than a buffer of it is held.
     *
     * @param offset first byte of the range
     * @param length bytes of the range
     * @return none if there is no such object, or it has no such range
     */
    Optional<Sha256> digest(UUID longTermKey, long offset, long length);
}
