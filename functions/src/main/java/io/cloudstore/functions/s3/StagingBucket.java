package io.cloudstore.functions.s3;

import io.cloudstore.core.sweep.CleanStaging;
import io.cloudstore.core.upload.StagingStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** The staging bucket, for merging and for cleaning. */
final class StagingBucket implements StagingStore, CleanStaging {
    private final Bucket bucket;

    StagingBucket(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public String createMultipart(UUID key, String contentType) {
        return bucket.createMultipart(ObjectKeys.staging(key), ContentTypes.sendable(contentType));
    }

    @Override
    public void abortMultipart(UUID key, String multipartId) {
        bucket.abortMultipart(ObjectKeys.staging(key), multipartId);
    }

    @Override
    public Optional<List<StagedPart>> listParts(UUID key, String multipartId) {
        return bucket.listParts(ObjectKeys.staging(key), multipartId, StagedPart::new);
    }

    @Override
    public Completion complete(UUID key, String multipartId, List<StagedPart> parts) {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.n())
                        .eTag(part.etag())
                        .checksumSHA256(part.sha256().base64())
                        .build())
                .toList();
        return bucket.complete(ObjectKeys.staging(key), multipartId, completed);
    }

    @Override
    public Optional<StagedObject> head(UUID key) {
        return bucket.head(ObjectKeys.staging(key));
    }

    @Override
    public void clean(UUID stagingKey) {
        bucket.clean(ObjectKeys.staging(stagingKey));
    }
}
