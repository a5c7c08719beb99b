package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.SignGet;
import java.time.Duration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Presigns GETs. The answer's disposition and type are signed into the URL: always an attachment, and of a type that no
 * browser runs.
 */
final class GetSigner implements SignGet {
    private final Signer signer;
    private final String stagingBucket;
    private final String longTermBucket;

    GetSigner(Signer signer, String stagingBucket, String longTermBucket) {
        this.signer = signer;
        this.stagingBucket = stagingBucket;
        this.longTermBucket = longTermBucket;
    }

    @Override
    public SignedGet sign(Blob blob, EntryName fileName, String contentType, Duration life) {
        var request = GetObjectRequest.builder()
                .bucket(blob.place() == Place.STORED ? longTermBucket : stagingBucket)
                .key(ObjectKeys.of(blob))
                .responseContentDisposition(Attachment.named(fileName.value()))
                .responseContentType(ContentTypes.servable(contentType));
        Signer.Signed signed = signer.get(request, life);
        return new SignedGet(signed.url(), signed.expiresAt());
    }
}
