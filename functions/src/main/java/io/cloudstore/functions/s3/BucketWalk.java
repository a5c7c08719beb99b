package io.cloudstore.functions.s3;

import io.cloudstore.core.sweep.WalkBucket;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** What lies in a bucket, a page at a time. Names come encoded: others' may have characters that XML can't have. */
final class BucketWalk implements WalkBucket {
    /** Between the two halves of where a page of multipart uploads ended; the store's ids of uploads have none. */
    private static final String BETWEEN = " ";

    private final Bucket bucket;
    private final Supplier<S3Client> client;
    private final Function<String, Optional<UUID>> keyOf;
    private final Function<UUID, String> nameOf;

    /** With what makes a key of a name of ours, and a name of a key. */
    BucketWalk(
            Bucket bucket,
            Supplier<S3Client> client,
            Function<String, Optional<UUID>> keyOf,
            Function<UUID, String> nameOf) {
        this.bucket = bucket;
        this.client = client;
        this.keyOf = keyOf;
        this.nameOf = nameOf;
    }

    /** Whatever is there, ours or not; the page before ended at the object {@code after}. */
    @Override
    public Page objects(String after, int limit) {
        ListObjectsV2Response listed = Answers.ask(
                "list objects",
                () -> client.get()
                        .listObjectsV2(l -> l.bucket(bucket.name())
                                .encodingType(EncodingType.URL)
                                .startAfter(after.isEmpty() ? null : after)
                                .maxKeys(limit)));
        List<Found> found = listed.contents().stream()
                .map(object -> new Found(keyOf.apply(object.key()), object.lastModified()))
                .toList();
        boolean isMore = Boolean.TRUE.equals(listed.isTruncated()) && !found.isEmpty();
        return new Page(found, isMore ? listed.contents().getLast().key() : "");
    }

    /** The same for multipart uploads; of the two halves of {@code after} the id is the first, as keys may have spaces. */
    @Override
    public Page multiparts(String after, int limit) {
        String[] halves = after.split(BETWEEN, 2);
        ListMultipartUploadsResponse listed = Answers.ask(
                "list multipart uploads",
                () -> client.get()
                        .listMultipartUploads(l -> l.bucket(bucket.name())
                                .encodingType(EncodingType.URL)
                                .keyMarker(halves.length == 2 ? halves[1] : null)
                                .uploadIdMarker(halves.length == 2 ? halves[0] : null)
                                .maxUploads(limit)));
        List<Found> found = listed.uploads().stream()
                .map(upload -> new Found(keyOf.apply(upload.key()), upload.initiated()))
                .toList();
        return new Page(
                found,
                Boolean.TRUE.equals(listed.isTruncated())
                        ? listed.nextUploadIdMarker() + BETWEEN + listed.nextKeyMarker()
                        : "");
    }

    @Override
    public void clean(UUID key) {
        bucket.clean(nameOf.apply(key));
    }
}
