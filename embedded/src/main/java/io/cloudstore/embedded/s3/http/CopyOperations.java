package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.BodyDigest;
import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.store.Attributes;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Creation;
import io.cloudstore.embedded.s3.store.Incoming;
import io.cloudstore.embedded.s3.store.OpenObject;
import io.cloudstore.embedded.s3.store.OpenUpload;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.store.StoredPart;
import io.cloudstore.embedded.s3.store.WriteCondition;
import io.cloudstore.embedded.s3.wire.ByteRange;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.UriEncoding;
import io.cloudstore.embedded.s3.wire.Xml;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * CopyObject and UploadPartCopy. Digests are always taken of the bytes as they are read, also where the bytes
 * themselves need no copying: a source that rotted on disk shows in the answer, as it would with S3.
 */
final class CopyOperations {
    private static final String SOURCE = "x-amz-copy-source";

    private final Clock clock;

    CopyOperations(Clock clock) {
        this.clock = clock;
    }

    static boolean asked(Request request) {
        return request.header(SOURCE).isPresent();
    }

    private record Source(String bucket, String key) {}

    Response copyObject(Call call) throws IOException {
        Bucket target = call.bucketOfObjectFor("s3:PutObject");
        Source source = source(call);
        Request request = call.request();
        WriteCondition condition = Requests.writeCondition(request);
        condition.check(target.find(call.key()));
        try (OpenObject object = openSource(call, source);
                Incoming bytes = call.store().incoming()) {
            ReadConditions.checkCopySource(request, object.object());
            Limits.requireCopyable(object.object().size());
            Attributes attributes = attributes(call, source, object.object());
            ChecksumAlgorithm algorithm = algorithm(request, object.object());
            BodyDigest digest = new BodyDigest(Set.of(algorithm));
            object.read(ByteRange.whole(object.object().size()), (buffer, offset, length) -> {
                digest.update(buffer, offset, length);
                bytes.write(buffer, offset, length);
            });
            BodyDigest.Result result = digest.finish();
            Checksum checksum = Checksum.fullObject(algorithm, Requests.present(result.checksums(), algorithm));
            StoredObject stored = target.put(
                    StoredObject.single(call.key(), result.length(), result.md5(), attributes, checksum),
                    bytes,
                    condition,
                    Creation.COPY);
            return Response.xml(result(
                    "CopyObjectResult", stored.etag(), stored.lastModified().toString(), checksum, true));
        }
    }

    Response uploadPartCopy(Call call) throws IOException {
        Bucket target = call.bucketOfObjectFor("s3:PutObject");
        Source source = source(call);
        int number = Requests.partNumber(call.request());
        OpenUpload upload = target.uploads().find(call.key(), MultipartOperations.uploadId(call));
        try (OpenObject object = openSource(call, source)) {
            ReadConditions.checkCopySource(call.request(), object.object());
            long size = object.object().size();
            Optional<String> header = call.request().header("x-amz-copy-source-range");
            header.ifPresent(any -> Limits.requireRanges(size));
            ByteRange range =
                    header.map(any -> ByteRange.ofCopySource(any, size)).orElse(ByteRange.whole(size));
            Limits.requireCopyable(range.length());
            StoredPart part = copyPart(call, upload, number, object, range);
            return Response.xml(
                    result("CopyPartResult", part.etag(), part.lastModified().toString(), part.checksum(), false));
        }
    }

    private StoredPart copyPart(Call call, OpenUpload upload, int number, OpenObject source, ByteRange range)
            throws IOException {
        Set<ChecksumAlgorithm> algorithms = upload.algorithm() == null ? Set.of() : Set.of(upload.algorithm());
        BodyDigest digest = new BodyDigest(algorithms);
        Optional<Incoming> link = call.store().link(source, range);
        try (Incoming bytes = link.isPresent() ? link.get() : call.store().incoming()) {
            source.read(range, (buffer, offset, length) -> {
                digest.update(buffer, offset, length);
                if (link.isEmpty()) {
                    bytes.write(buffer, offset, length);
                }
            });
            BodyDigest.Result result = digest.finish();
            StoredPart part = new StoredPart(
                    number,
                    result.length(),
                    result.md5(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    checksum(upload, result),
                    "");
            call.existingBucket(call.request().bucket()).uploads().putPart(upload, part, bytes);
            return part;
        }
    }

    private static @Nullable Checksum checksum(OpenUpload upload, BodyDigest.Result result) {
        ChecksumAlgorithm algorithm = upload.algorithm();
        return algorithm == null
                ? null
                : Checksum.fullObject(algorithm, Requests.present(result.checksums(), algorithm));
    }

    private static Source source(Call call) {
        String header = call.request().header(SOURCE).orElseThrow();
        int query = header.indexOf('?');
        if (query >= 0 || header.startsWith("arn:")) {
            throw new S3Failure(S3Error.NOT_IMPLEMENTED); // a version, or an access point
        }
        String path = UriEncoding.decodePath(header);
        String bare = path.startsWith("/") ? path.substring(1) : path;
        int slash = bare.indexOf('/');
        if (slash <= 0 || slash == bare.length() - 1) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "Invalid copy source object key")
                    .with("ArgumentName", SOURCE);
        }
        Source source = new Source(bare.substring(0, slash), bare.substring(slash + 1));
        Call.requireAllowed(call.identity().mayOnObject("s3:GetObject", source.bucket(), source.key()));
        return source;
    }

    private static OpenObject openSource(Call call, Source source) throws IOException {
        return call.existingBucket(source.bucket())
                .open(source.key())
                .orElseThrow(() -> call.absent(source.bucket(), source.key()));
    }

    /** The source's attributes or, by the metadata directive REPLACE, the request's; the class is always the request's. */
    private static Attributes attributes(Call call, Source source, StoredObject object) {
        Request request = call.request();
        String directive = request.header("x-amz-metadata-directive").orElse("COPY");
        if (directive.equals("REPLACE")) {
            return Requests.attributes(request);
        }
        if (!directive.equals("COPY")) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "Unknown metadata directive.")
                    .with("ArgumentName", "x-amz-metadata-directive");
        }
        boolean ontoItself =
                source.bucket().equals(request.bucket()) && source.key().equals(call.key());
        if (ontoItself && request.header("x-amz-storage-class").isEmpty()) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "This copy request is illegal because it is trying to copy an object to itself without changing"
                            + " the object's metadata, storage class, website redirect location or encryption"
                            + " attributes.");
        }
        return object.attributes()
                .withStorageClass(Requests.storageClass(request).orElse("STANDARD"));
    }

    private static ChecksumAlgorithm algorithm(Request request, StoredObject source) {
        Checksum checksum = source.checksum();
        return Requests.checksumAlgorithm(request)
                .orElse(checksum == null ? ChecksumAlgorithm.CRC64NVME : checksum.algorithm());
    }

    private static Xml result(
            String root, String etag, String lastModified, @Nullable Checksum checksum, boolean withType) {
        Xml result =
                Xml.document(root).element("LastModified", lastModified).element("ETag", ObjectAnswers.quoted(etag));
        if (checksum != null) {
            result.element(checksum.algorithm().element(), checksum.value());
            if (withType) {
                result.element("ChecksumType", checksum.type());
            }
        }
        return result;
    }
}
