package io.cloudstore.core.memory;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.protocol.content.Sha256;
import java.util.Optional;
import java.util.UUID;

/** Copies from either bucket into staging. */
final class BlobCopies implements CopyBlobParts {
    private final Bucket staging;
    private final Bucket longTerm;
    private final Database database;

    BlobCopies(Bucket staging, Bucket longTerm, Database database) {
        this.staging = staging;
        this.longTerm = longTerm;
        this.database = database;
    }

    @Override
    public Optional<String> etag(Blob source) {
        database.requireClosed("HeadObject");
        return bucket(source).head(key(source)).map(Bucket.Stored::etag);
    }

    @Override
    public Optional<Sha256> copyPart(
            Blob source, String sourceEtag, int sourcePart, UUID stagingKey, String multipartId, int n) {
        database.requireClosed("UploadPartCopy");
        return staging.copyPartFrom(
                        bucket(source),
                        key(source),
                        sourceEtag,
                        stagingKey,
                        multipartId,
                        n,
                        source.plan().offsetOf(sourcePart),
                        source.plan().lengthOf(sourcePart))
                .map(Bucket.Part::sha256);
    }

    private Bucket bucket(Blob blob) {
        return blob.place() == Place.STORED ? longTerm : staging;
    }

    private static UUID key(Blob blob) {
        return blob.place() == Place.STORED ? blob.longTermKey() : blob.stagingKey();
    }
}
