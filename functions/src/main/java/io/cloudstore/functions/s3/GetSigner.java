package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.SignGet;
import java.time.Duration;
import java.util.TreeMap;

/**
 * Presigns GETs. The answer's disposition and type are signed into the URL: always an attachment, and of a type that no
 * browser runs.
 */
final class GetSigner implements SignGet {
    private final Signer signer;
    private final Address staging;
    private final Address longTerm;

    GetSigner(Signer signer, Address staging, Address longTerm) {
        this.signer = signer;
        this.staging = staging;
        this.longTerm = longTerm;
    }

    @Override
    public SignedGet sign(Blob blob, EntryName fileName, String contentType, Duration life) {
        Address bucket = blob.place() == Place.STORED ? longTerm : staging;
        var parameters = new TreeMap<String, String>();
        parameters.put("response-content-disposition", Attachment.named(fileName.value()));
        parameters.put("response-content-type", ContentTypes.servable(contentType));
        Signer.Signed signed = signer.get(bucket, ObjectKeys.of(blob), parameters, life);
        return new SignedGet(signed.url(), signed.expiresAt());
    }
}
