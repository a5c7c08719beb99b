package io.cloudstore.functions.s3;

import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.functions.s3.Signer.Signed;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * Presigns PUTs under {@code staging/}. Length and SHA-256 are signed, so the store takes these bytes and no others. The
 * headers told are {@code x-amz-checksum-sha256} and, for a whole object, {@code content-type} and {@code if-none-match};
 * {@code content-length} is signed too, but every client sends it by itself.
 */
final class PutSigner implements SignPut {
    private final Signer signer;
    private final String bucket;

    PutSigner(Signer signer, String bucket) {
        this.signer = signer;
        this.bucket = bucket;
    }

    @Override
    public SignedPut whole(UUID key, Sha256 sha256, long length, String contentType, Duration life) {
        var request = PutObjectRequest.builder()
                .bucket(bucket)
                .key(ObjectKeys.staging(key))
                .contentLength(length)
                .contentType(ContentTypes.sendable(contentType))
                .checksumSHA256(sha256.base64())
                .ifNoneMatch("*");
        return signedPut(signer.put(request, life));
    }

    @Override
    public SignedPut part(UUID key, String multipartId, RecordedPart part, Duration life) {
        var request = UploadPartRequest.builder()
                .bucket(bucket)
                .key(ObjectKeys.staging(key))
                .uploadId(multipartId)
                .partNumber(part.n())
                .contentLength(part.length())
                .checksumSHA256(part.sha256().base64());
        return signedPut(signer.part(request, life));
    }

    /** Goes once through all that signing needs. */
    void warmUp() {
        var key = new UUID(0, 0);
        part(key, "none", new RecordedPart(1, Sha256.digestOf(new byte[0]), 0), Duration.ofSeconds(1));
    }

    private static SignedPut signedPut(Signed signed) {
        return new SignedPut(signed.url(), signed.headers(), signed.expiresAt());
    }
}
