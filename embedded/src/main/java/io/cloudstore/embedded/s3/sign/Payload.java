package io.cloudstore.embedded.s3.sign;

import java.util.Optional;

/** How far a signature vouches for the body, and in which form the body comes. */
public sealed interface Payload {
    /** The body comes as it is and the signature says nothing of it. */
    record Unsigned() implements Payload {}

    /** The body comes as it is and must have this SHA-256, in lower-case hex. */
    record Hashed(String sha256) implements Payload {}

    /**
     * The body comes as {@code aws-chunked}.
     *
     * @param signer checks each chunk; empty when the chunks are unsigned
     * @param trailers whether header lines, such as a checksum, follow the last chunk
     */
    record Chunked(Optional<ChunkSignatures> signer, boolean trailers) implements Payload {}
}
