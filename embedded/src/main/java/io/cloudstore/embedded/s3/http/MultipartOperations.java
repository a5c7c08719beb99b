package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.checksum.ChecksumType;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Completion;
import io.cloudstore.embedded.s3.store.Incoming;
import io.cloudstore.embedded.s3.store.OpenUpload;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.store.StoredPart;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.Xml;
import io.cloudstore.embedded.s3.wire.XmlElement;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CreateMultipartUpload, UploadPart, CompleteMultipartUpload and AbortMultipartUpload. */
final class MultipartOperations {
    private final Clock clock;

    MultipartOperations(Clock clock) {
        this.clock = clock;
    }

    static String uploadId(Call call) {
        return call.request().query("uploadId").orElse("");
    }

    static Response create(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:PutObject");
        Optional<ChecksumAlgorithm> algorithm = Requests.checksumAlgorithm(call.request());
        Optional<ChecksumType> type = type(call.request(), algorithm);
        OpenUpload upload = bucket.uploads()
                .create(
                        call.key(),
                        Requests.attributes(call.request()),
                        algorithm.orElse(null),
                        type.orElse(null),
                        call.identity().accessKey());
        Response response = Response.xml(Xml.document("InitiateMultipartUploadResult")
                .element("Bucket", bucket.name())
                .element("Key", upload.key())
                .element("UploadId", upload.id()));
        algorithm.ifPresent(value -> response.header("x-amz-checksum-algorithm", value));
        type.ifPresent(value -> response.header("x-amz-checksum-type", value));
        return response;
    }

    /** Composite is the default where parts can be composed. A CRC of the whole object would have to be combined. */
    private static Optional<ChecksumType> type(Request request, Optional<ChecksumAlgorithm> algorithm) {
        Optional<String> asked = request.header("x-amz-checksum-type");
        if (algorithm.isEmpty()) {
            if (asked.isPresent()) {
                throw new S3Failure(
                        S3Error.INVALID_REQUEST,
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return Optional.empty();
        }
        boolean composite =
                asked.map("COMPOSITE"::equals).orElse(algorithm.get().composable());
        if (composite && algorithm.get().composable()) {
            return Optional.of(ChecksumType.COMPOSITE);
        }
        boolean sha = algorithm.get() == ChecksumAlgorithm.SHA256 || algorithm.get() == ChecksumAlgorithm.SHA1;
        if (composite || sha || !asked.orElse("FULL_OBJECT").equals("FULL_OBJECT")) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "The " + asked.orElse("") + " checksum type cannot be used with the " + algorithm.get()
                            + " checksum algorithm.");
        }
        throw new S3Failure(S3Error.NOT_IMPLEMENTED);
    }

    Response uploadPart(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:PutObject");
        int number = Requests.partNumber(call.request());
        OpenUpload upload = bucket.uploads().find(call.key(), uploadId(call));
        Set<ChecksumAlgorithm> ownChecksum = requireAlgorithmOf(upload, call.body());
        Limits.requireUploadable(call.body().length());
        try (Incoming bytes = call.store().incoming()) {
            Body.Received received = call.body().receive(bytes::write, ownChecksum);
            Checksum checksum = received.checksum().orElseGet(() -> computed(upload, received));
            StoredPart part = new StoredPart(
                    number,
                    received.digest().length(),
                    received.etag(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    checksum,
                    "");
            bucket.uploads().putPart(upload, part, bytes);
            Response response = Response.of(200).header("ETag", ObjectAnswers.quoted(part.etag()));
            if (checksum != null) {
                response.header(checksum.algorithm().header(), checksum.value());
            }
            return response;
        }
    }

    /**
     * The part's checksum must be of the upload's algorithm. A missing SHA is refused: the upload promises that each
     * part was verified. A missing CRC is taken by ourselves.
     */
    private static Set<ChecksumAlgorithm> requireAlgorithmOf(OpenUpload upload, Body body) {
        ChecksumAlgorithm wanted = upload.algorithm();
        if (wanted == null) {
            return Set.of();
        }
        Optional<ChecksumAlgorithm> sent = body.algorithm();
        boolean crc = wanted == ChecksumAlgorithm.CRC32 || wanted == ChecksumAlgorithm.CRC32C;
        if (sent.isEmpty() && crc) {
            return Set.of(wanted);
        }
        if (sent.isEmpty() || sent.get() != wanted) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "Checksum Type mismatch occurred, expected checksum Type: " + lower(wanted)
                            + ", actual checksum Type: "
                            + sent.map(MultipartOperations::lower).orElse("null"));
        }
        return Set.of();
    }

    private static @Nullable Checksum computed(OpenUpload upload, Body.Received received) {
        ChecksumAlgorithm algorithm = upload.algorithm();
        return algorithm == null
                ? null
                : Checksum.fullObject(
                        algorithm, Requests.present(received.digest().checksums(), algorithm));
    }

    private static String lower(ChecksumAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    static Response complete(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:PutObject");
        Request request = call.request();
        OpenUpload upload = bucket.uploads().find(call.key(), uploadId(call));
        requireTypeOf(upload, request);
        Completion completion = new Completion(
                wantedParts(call.body().documentAboutObject(Limits.COMPLETE_DOCUMENT)),
                wantedChecksum(request),
                request.header("x-amz-mp-object-size").map(value -> Requests.number("x-amz-mp-object-size", value)));
        StoredObject stored = bucket.uploads().complete(upload, completion, Requests.writeCondition(request));
        Xml result = Xml.document("CompleteMultipartUploadResult")
                .element("Location", request.path())
                .element("Bucket", bucket.name())
                .element("Key", stored.key())
                .element("ETag", ObjectAnswers.quoted(stored.etag()));
        Checksum checksum = stored.checksum();
        if (checksum != null) {
            result.element(checksum.algorithm().element(), checksum.value()).element("ChecksumType", checksum.type());
        }
        return Response.xml(result);
    }

    private static void requireTypeOf(OpenUpload upload, Request request) {
        Optional<String> type = request.header("x-amz-checksum-type");
        if (type.isPresent()
                && (upload.type() == null || !type.get().equals(upload.type().name()))) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST, "The upload was not created using the " + type.get() + " checksum type.");
        }
    }

    private static List<Completion.Wanted> wantedParts(byte[] document) {
        List<Completion.Wanted> parts = new ArrayList<>();
        for (XmlElement part :
                XmlElement.parse(document, "CompleteMultipartUpload").all("Part")) {
            Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
            for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
                part.value(algorithm.element()).ifPresent(value -> checksums.put(algorithm, value));
            }
            String number = part.required("PartNumber").strip();
            if (!number.matches("\\d{1,9}")) {
                throw new S3Failure(S3Error.MALFORMED_XML);
            }
            parts.add(new Completion.Wanted(
                    Integer.parseInt(number), Requests.unquoted(part.required("ETag")), checksums));
        }
        if (parts.isEmpty()) {
            throw new S3Failure(S3Error.MALFORMED_XML);
        }
        return parts;
    }

    private static Map<ChecksumAlgorithm, String> wantedChecksum(Request request) {
        Map<ChecksumAlgorithm, String> checksums = new EnumMap<>(ChecksumAlgorithm.class);
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            request.header(algorithm.header()).ifPresent(value -> checksums.put(algorithm, value));
        }
        return checksums;
    }

    static Response abort(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:AbortMultipartUpload");
        bucket.uploads().abort(bucket.uploads().find(call.key(), uploadId(call)));
        return Response.of(204);
    }
}
