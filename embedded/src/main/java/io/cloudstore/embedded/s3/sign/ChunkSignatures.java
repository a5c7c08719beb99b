package io.cloudstore.embedded.s3.sign;

/**
 * The chain of chunk signatures, each made over the one before (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Transferring payload in multiple
 * chunks</a>). Good for one request.
 */
public final class ChunkSignatures {
    private static final String EMPTY_SHA256 = SigningKey.sha256Hex("");

    private final SigningKey key;
    private final String time;
    private final CredentialScope scope;
    private String previous;

    ChunkSignatures(SigningKey key, Claim claim) {
        this.key = key;
        this.time = claim.time();
        this.scope = claim.scope();
        this.previous = claim.signature();
    }

    /** The signature that the next chunk must carry. */
    String ofChunk(String sha256) {
        previous = key.sign(
                String.join("\n", "AWS4-HMAC-SHA256-PAYLOAD", time, scope.toString(), previous, EMPTY_SHA256, sha256));
        return previous;
    }

    /** The signature that the trailing headers must carry. */
    String ofTrailer(String trailer) {
        String sha256 = SigningKey.sha256Hex(trailer);
        return key.sign(String.join("\n", "AWS4-HMAC-SHA256-TRAILER", time, scope.toString(), previous, sha256));
    }
}
