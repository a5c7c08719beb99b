package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.protocol.content.Sha256;
import java.util.Optional;
import java.util.UUID;

/** Copies parts of stored content, from whichever bucket it is in, into multipart uploads of the staging bucket. */
final class BlobCopies implements CopyBlobParts {
    private final Bucket staging;
    private final Bucket longTerm;

    BlobCopies(Bucket staging, Bucket longTerm) {
        this.staging = staging;
        this.longTerm = longTerm;
    }

    @Override
    public Optional<String> etag(Blob source) {
        return bucketOf(source).head(ObjectKeys.of(source)).map(StagedObject::etag);
    }

    @Override
    public Optional<Sha256> copyPart(
            Blob source, String sourceEtag, int sourcePart, UUID stagingKey, String multipartId, int n) {
        var whole = new Bucket.CopySource(bucketOf(source).name(), ObjectKeys.of(source), sourceEtag, Optional.empty());
        // S3 takes no range of a source of up to 5 MiB.
        Bucket.CopySource part = source.plan().isSinglePut()
                ? whole
                : whole.range(source.plan().offsetOf(sourcePart), source.plan().lengthOf(sourcePart));
        return staging.copyPart(part, ObjectKeys.staging(stagingKey), multipartId, n)
                .map(Bucket.Copied::sha256);
    }

    private Bucket bucketOf(Blob blob) {
        return blob.place() == Place.STORED ? longTerm : staging;
    }
}
