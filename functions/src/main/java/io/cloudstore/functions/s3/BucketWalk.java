package io.cloudstore.functions.s3;

import io.cloudstore.core.sweep.WalkBucket.Found;
import io.cloudstore.core.sweep.WalkBucket.Page;
import io.cloudstore.protocol.content.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** What the sweep asks of a bucket as it goes through it: what lies there, a page at a time, and its bytes once more. */
final class Patrol {
    /** Why a range can't be read: there is no object, or it ends before the range begins. */
    private static final Set<String> NOT_THERE = Set.of(Answers.NO_SUCH_KEY, "InvalidRange");

    private static final int BUFFER = 64 << 10;
    /** Between the two halves of where a page of multipart uploads ended; the store's ids of uploads have none. */
    private static final String BETWEEN = " ";

    private final Bucket bucket;
    private final Supplier<S3Client> client;
    private final Function<String, Optional<UUID>> keyOf;

    /** With what makes a key of a name of ours. */
    Patrol(Bucket bucket, Supplier<S3Client> client, Function<String, Optional<UUID>> keyOf) {
        this.bucket = bucket;
        this.client = client;
        this.keyOf = keyOf;
    }

    /** Whatever is there, ours or not; the page before ended at the object {@code after}. */
    Page objects(String after, int limit) {
        ListObjectsV2Response listed = Answers.ask(
                "list objects",
                () -> client.get()
                        .listObjectsV2(l -> l.bucket(bucket.name())
                                .startAfter(after.isEmpty() ? null : after)
                                .maxKeys(limit)));
        List<Found> found = listed.contents().stream()
                .map(object -> new Found(keyOf.apply(object.key()), object.lastModified()))
                .toList();
        boolean isMore = Boolean.TRUE.equals(listed.isTruncated()) && !found.isEmpty();
        return new Page(found, isMore ? listed.contents().getLast().key() : "");
    }

    /** The same for multipart uploads; of the two halves of {@code after} the id is the first, as keys may have spaces. */
    Page multiparts(String after, int limit) {
        String[] halves = after.split(BETWEEN, 2);
        ListMultipartUploadsResponse listed = Answers.ask(
                "list multipart uploads",
                () -> client.get()
                        .listMultipartUploads(l -> l.bucket(bucket.name())
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

    /** The digest of a range; none if there is no object, or it is too short to begin there. */
    Optional<Sha256> digest(String key, long offset, long length) {
        if (length == 0) {
            return Optional.of(Sha256.digestOf(new byte[0]));
        }
        String range = offset + "-" + (offset + length - 1);
        return Answers.ask(
                "read stored bytes again",
                NOT_THERE,
                () -> client.get()
                        .getObject(
                                g -> g.bucket(bucket.name())
                                        .key(key)
                                        .range("bytes=" + range)
                                        .overrideConfiguration(bucket.patient()),
                                (answer, body) -> {
                                    String sent = String.valueOf(answer.contentRange());
                                    if (!sent.startsWith("bytes " + offset + "-")) {
                                        throw new IOException("asked for another range than " + sent);
                                    }
                                    return digest(body, length);
                                }));
    }

    private static Sha256 digest(InputStream body, long length) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] buffer = new byte[BUFFER];
        long left = length;
        while (left > 0) {
            int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException(left + " of " + length + " bytes are missing");
            }
            digest.update(buffer, 0, read);
            left -= read;
        }
        return Sha256.of(digest.digest());
    }
}
