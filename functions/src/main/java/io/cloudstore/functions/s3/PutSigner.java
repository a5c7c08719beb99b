package io.cloudstore.functions.s3;

import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut;
import io.cloudstore.functions.s3.Signer.Signed;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Presigns PUTs under {@code staging/}. Length and SHA-256 are signed, so the store takes these bytes and no others. The
 * headers told are {@code x-amz-checksum-sha256} and, for a whole object, {@code content-type} and {@code if-none-match};
 * {@code content-length} is signed too, but every client sends it by itself.
 */
final class PutSigner implements SignPut {
    private final Signer signer;
    private final Address bucket;

    PutSigner(Signer signer, Address bucket) {
        this.signer = signer;
        this.bucket = bucket;
    }

    @Override
    public SignedPut whole(UUID key, Sha256 sha256, long length, String contentType, Duration life) {
        SortedMap<String, String> headers = headers(sha256, length);
        headers.put("content-type", ContentTypes.sendable(contentType));
        headers.put("if-none-match", "*");
        return signedPut(signer.put(bucket, ObjectKeys.staging(key), Collections.emptySortedMap(), headers, life));
    }

    @Override
    public SignedPut part(UUID key, String multipartId, RecordedPart part, Duration life) {
        var parameters = new TreeMap<String, String>();
        parameters.put("partNumber", Integer.toString(part.n()));
        parameters.put("uploadId", multipartId);
        return signedPut(
                signer.put(bucket, ObjectKeys.staging(key), parameters, headers(part.sha256(), part.length()), life));
    }

    private static SortedMap<String, String> headers(Sha256 sha256, long length) {
        var headers = new TreeMap<String, String>();
        headers.put("content-length", Long.toString(length));
        headers.put("x-amz-checksum-sha256", sha256.base64());
        return headers;
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
