package io.cloudstore.functions.s3;

import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What both buckets are asked. */
final class Bucket {
    /** Why a part can't be copied: source or upload is gone, or the source is no longer the one that was looked at. */
    private static final Set<String> COPY_REFUSED =
            Set.of(Answers.NO_SUCH_KEY, Answers.PRECONDITION_FAILED, Answers.NO_SUCH_UPLOAD);
    /** How often a multipart upload is aborted while parts that were on their way still arrive. */
    private static final int MOST_ABORTS = 5;

    /** Uploads that begin while we abort come from somebody who has not heard yet; they end soon. */
    private static final int MOST_ROUNDS = 5;

    private final Supplier<S3Client> client;
    private final QuickHead quick;
    private final String name;
    private final Duration slowCall;
    private volatile boolean seen;

    Bucket(Supplier<S3Client> client, QuickHead quick, String name, Duration slowCall) {
        this.client = client;
        this.quick = quick;
        this.name = name;
        this.slowCall = slowCall;
    }

    String name() {
        return name;
    }

    /** Begins a multipart upload whose checksum will be the composite of its parts' SHA-256. */
    String createMultipart(String key, String contentType) {
        return Answers.ask(
                "create a multipart upload",
                () -> client.get()
                        .createMultipartUpload(c -> c.bucket(name)
                                .key(key)
                                .contentType(contentType)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                                .checksumType(ChecksumType.COMPOSITE))
                        .uploadId());
    }

    /**
     * Aborts until the upload is gone: a part that was being stored when the first abort came may survive it
     * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html).
     */
    void abortMultipart(String key, String multipartId) {
        for (int i = 0; i < MOST_ABORTS; i++) {
            Answers.ask(
                    "abort a multipart upload",
                    Set.of(Answers.NO_SUCH_UPLOAD),
                    () -> client.get()
                            .abortMultipartUpload(a -> a.bucket(name).key(key).uploadId(multipartId)));
            if (listParts(key, multipartId, (n, etag, sha256, size) -> n).isEmpty()) {
                return;
            }
        }
        throw new StoreFailed("abort a multipart upload: it is still there", new IllegalStateException());
    }

    /** The parts held, a thousand a page, without those that have no SHA-256; none if there is no such upload. */
    <P> Optional<List<P>> listParts(String key, String multipartId, MakePart<P> make) {
        return Answers.ask("list parts", Set.of(Answers.NO_SUCH_UPLOAD), () -> {
            var parts = new ArrayList<P>();
            client.get()
                    .listPartsPaginator(l -> l.bucket(name).key(key).uploadId(multipartId))
                    .parts()
                    .forEach(part -> Checksums.ofPart(part.checksumSHA256())
                            .ifPresent(sha256 ->
                                    parts.add(make.make(part.partNumber(), part.eTag(), sha256, part.size()))));
            return parts;
        });
    }

    /**
     * An object to copy from, as it was looked at.
     *
     * @param range the bytes to copy, as HTTP writes them; none for all
     */
    record CopySource(String bucket, String key, String etag, Optional<String> range) {
        CopySource range(long offset, long length) {
            return new CopySource(bucket, key, etag, Optional.of("bytes=" + offset + "-" + (offset + length - 1)));
        }
    }

    /** A part as the store copied it. */
    record Copied(String etag, Sha256 sha256) {}

    /**
     * Copies a part; none if the source changed or is gone, or the upload is gone. A copy without a digest proves nothing,
     * so it counts as none made.
     */
    Optional<Copied> copyPart(CopySource source, String key, String multipartId, int n) {
        return Answers.ask(
                        "copy a part",
                        COPY_REFUSED,
                        () -> client.get()
                                .uploadPartCopy(c -> c.sourceBucket(source.bucket())
                                        .sourceKey(source.key())
                                        .copySourceIfMatch(source.etag())
                                        .copySourceRange(source.range().orElse(null))
                                        .destinationBucket(name)
                                        .destinationKey(key)
                                        .uploadId(multipartId)
                                        .partNumber(n)
                                        .overrideConfiguration(patient()))
                                .copyPartResult())
                .map(copied -> Checksums.ofPart(copied.checksumSHA256())
                        .map(sha256 -> new Copied(copied.eTag(), sha256))
                        .orElseThrow(() -> new StoreFailed(
                                "copy a part: the store reports no SHA-256 of it", new IllegalStateException())));
    }

    /** Completes an upload of these parts, whose checksums the store compares once more. */
    Completion complete(String key, String multipartId, List<CompletedPart> parts) {
        if (parts.isEmpty()) {
            return Completion.PARTS_DIFFER;
        }
        try {
            client.get()
                    .completeMultipartUpload(c -> c.bucket(name)
                            .key(key)
                            .uploadId(multipartId)
                            .checksumType(ChecksumType.COMPOSITE)
                            .multipartUpload(m -> m.parts(parts))
                            .overrideConfiguration(patient()));
            return Completion.COMPLETED;
        } catch (S3Exception refused) {
            String code = Answers.codeOf(refused);
            if (code.equals(Answers.NO_SUCH_UPLOAD)) {
                return Completion.NO_SUCH_UPLOAD;
            }
            if (Answers.PARTS_DIFFER.contains(code)) {
                return Completion.PARTS_DIFFER;
            }
            throw new StoreFailed("complete a multipart upload", refused);
        } catch (SdkException failed) {
            throw new StoreFailed("complete a multipart upload", failed);
        }
    }

    /** The object under the key. */
    Optional<StagedObject> head(String key) {
        return switch (quick.ask(key)) {
            case QuickHead.Answer.There(StagedObject object) -> Optional.of(object);
            case QuickHead.Answer.Absent() -> {
                requireSeen();
                yield Optional.empty();
            }
            case QuickHead.Answer.Unclear() -> headBySdk(key);
        };
    }

    /** HEAD has no body, so its refusals have only a status. */
    private Optional<StagedObject> headBySdk(String key) {
        try {
            HeadObjectResponse head =
                    client.get().headObject(h -> h.bucket(name).key(key).checksumMode(ChecksumMode.ENABLED));
            return Optional.of(new StagedObject(
                    head.contentLength(), Checksums.attested(head.checksumSHA256(), head.checksumType()), head.eTag()));
        } catch (S3Exception refused) {
            if (refused.statusCode() == 404) {
                requireSeen();
                return Optional.empty();
            }
            throw new StoreFailed(
                    refused.statusCode() == 403
                            ? "HEAD was refused: s3:ListBucket may be missing, without which an absent key is 403 too"
                            : "HEAD",
                    refused);
        } catch (SdkException failed) {
            throw new StoreFailed("HEAD", failed);
        }
    }

    /**
     * What {@code take} makes of a range of the object under the key; none if there is no object. A store that leaves the
     * range aside, or has another object there, is no store to believe.
     *
     * @param length bytes of the range; one at least
     * @param expected why else there may be none, in the store's codes
     * @param waits how long the call may take
     */
    <T> Optional<T> read(
            String key,
            long offset,
            long length,
            Set<String> expected,
            Consumer<AwsRequestOverrideConfiguration.Builder> waits,
            TakeBytes<T> take) {
        String range = offset + "-" + (offset + length - 1);
        return Answers.ask(
                "read a range",
                expected,
                () -> client.get()
                        .getObject(
                                g -> g.bucket(name)
                                        .key(key)
                                        .range("bytes=" + range)
                                        .overrideConfiguration(waits),
                                (answer, body) -> {
                                    String sent = String.valueOf(answer.contentRange());
                                    if (!sent.startsWith("bytes " + range + "/")) {
                                        throw new IOException("asked for another range than " + sent);
                                    }
                                    return take.take(body);
                                }));
    }

    private void delete(String key) {
        Answers.ask(
                "delete an object",
                () -> client.get().deleteObject(d -> d.bucket(name).key(key)));
    }

    /** Ids of the multipart uploads under exactly this key. */
    private List<String> multipartUploads(String key) {
        return Answers.ask(
                "list multipart uploads",
                () -> client
                        .get()
                        .listMultipartUploadsPaginator(l -> l.bucket(name).prefix(key))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().equals(key))
                        .map(MultipartUpload::uploadId)
                        .toList());
    }

    /**
     * Removes all that lies under the key. Uploads first: one that completes while they are aborted leaves an object, which
     * goes last.
     */
    void clean(String key) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<String> uploads = multipartUploads(key);
            if (uploads.isEmpty()) {
                delete(key);
                return;
            }
            uploads.forEach(id -> abortMultipart(key, id));
        }
        throw new StoreFailed("clean a key: multipart uploads keep coming", new IllegalStateException());
    }

    /** For calls that take as long as the object is large. */
    Consumer<AwsRequestOverrideConfiguration.Builder> patient() {
        return within(slowCall);
    }

    /** For calls that somebody waits for no longer. */
    static Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration wait) {
        return c -> c.apiCallTimeout(wait).apiCallAttemptTimeout(wait);
    }

    /**
     * An absent bucket's HEAD is a 404 as well, and a wrong setting must not read as lost content: whether the bucket is
     * there is asked once.
     */
    private void requireSeen() {
        if (!seen) {
            Answers.ask(
                    "the bucket is not there, or not ours", () -> client.get().headBucket(h -> h.bucket(name)));
            seen = true;
        }
    }

    /** Makes something of the bytes that come, of which there may be too few, or too many. */
    interface TakeBytes<T> {
        T take(InputStream bytes) throws IOException;
    }

    /** Makes a part of what the store says about it. */
    interface MakePart<P> {
        P make(int n, String etag, Sha256 sha256, long size);
    }
}
