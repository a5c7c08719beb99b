package io.cloudstore.functions.s3;

import io.cloudstore.core.sweep.CleanLongTerm;
import io.cloudstore.core.transfer.LongTermStore;
import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MetadataDirective;

/** The long-term bucket, filled by copies that the store makes, and cleaned. */
final class LongTermBucket implements LongTermStore, CleanLongTerm {
    /** Why a copy can't be made: the source is gone, or is no longer the one that was looked at. */
    private static final Set<String> SOURCE_CHANGED = Set.of(Answers.NO_SUCH_KEY, Answers.PRECONDITION_FAILED);

    private final Bucket bucket;
    private final Supplier<S3Client> client;
    private final String stagingBucket;

    LongTermBucket(Bucket bucket, Supplier<S3Client> client, String stagingBucket) {
        this.bucket = bucket;
        this.client = client;
        this.stagingBucket = stagingBucket;
    }

    @Override
    public boolean copyWhole(UUID stagingKey, String sourceEtag, UUID longTermKey) {
        return Answers.ask(
                        "copy an object",
                        SOURCE_CHANGED,
                        () -> client.get()
                                .copyObject(c -> c.sourceBucket(stagingBucket)
                                        .sourceKey(ObjectKeys.staging(stagingKey))
                                        .copySourceIfMatch(sourceEtag)
                                        .destinationBucket(bucket.name())
                                        .destinationKey(ObjectKeys.longTerm(longTermKey))
                                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                        // Unsigned headers of the PUT, such as Content-Encoding, end here.
                                        .metadataDirective(MetadataDirective.REPLACE)
                                        .contentType(ContentTypes.BYTES)
                                        .overrideConfiguration(bucket.patient())))
                .isPresent();
    }

    @Override
    public String createMultipart(UUID longTermKey) {
        return bucket.createMultipart(ObjectKeys.longTerm(longTermKey), ContentTypes.BYTES);
    }

    @Override
    public void abortMultipart(UUID longTermKey, String multipartId) {
        bucket.abortMultipart(ObjectKeys.longTerm(longTermKey), multipartId);
    }

    @Override
    public Optional<List<CopiedPart>> listParts(UUID longTermKey, String multipartId) {
        return bucket.listParts(ObjectKeys.longTerm(longTermKey), multipartId, CopiedPart::new);
    }

    @Override
    public Optional<CopiedPart> copyPart(
            UUID stagingKey, String sourceEtag, UUID longTermKey, String multipartId, int n, long offset, long length) {
        var source = new Bucket.CopySource(stagingBucket, ObjectKeys.staging(stagingKey), sourceEtag, Optional.empty());
        return bucket.copyPart(source.range(offset, length), ObjectKeys.longTerm(longTermKey), multipartId, n)
                .map(copied -> new CopiedPart(n, copied.etag(), copied.sha256(), length));
    }

    @Override
    public boolean complete(UUID longTermKey, String multipartId, List<CopiedPart> parts) {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.n())
                        .eTag(part.etag())
                        .checksumSHA256(part.sha256().base64())
                        .build())
                .toList();
        return bucket.complete(ObjectKeys.longTerm(longTermKey), multipartId, completed) == Completion.COMPLETED;
    }

    @Override
    public Optional<StagedObject> head(UUID longTermKey) {
        return bucket.head(ObjectKeys.longTerm(longTermKey));
    }

    @Override
    public void clean(UUID longTermKey) {
        bucket.clean(ObjectKeys.longTerm(longTermKey));
    }
}
