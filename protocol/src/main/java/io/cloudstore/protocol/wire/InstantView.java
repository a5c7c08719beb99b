package io.cloudstore.protocol.wire;

import io.cloudstore.protocol.instant.ByteRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link InstantRequest} and {@link ProofRequest}.
 *
 * @param outcome {@code STORED}: the file is there, send nothing; {@code PROVE}: answer the challenge, and send meanwhile;
 *     {@code SEND}: send the bytes
 * @param file the file, when stored
 * @param renamed whether the file got another name or folder than was asked for
 * @param challenge what to prove; only with {@code PROVE}
 */
public record InstantView(
        String outcome,
        @Nullable FileView file,
        boolean renamed,
        @Nullable ChallengeView challenge) {

    /**
     * What to prove.
     *
     * @param nonce 64 hexadecimal digits
     * @param ranges the ranges of the content to prove, in order
     * @param expiresAt when the challenge ends
     */
    public record ChallengeView(String nonce, List<ByteRange> ranges, Instant expiresAt) {}
}
