package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.OpenUpload;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.store.StoredPart;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.UriEncoding;
import io.cloudstore.embedded.s3.wire.Xml;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** ListObjectsV2, ListMultipartUploads and ListParts, in pages. */
final class ListOperations {
    private ListOperations() {}

    static Response objects(Call call) throws IOException {
        Bucket bucket = call.bucketFor("s3:ListBucket");
        Request request = call.request();
        if (!request.query("list-type").equals(Optional.of("2"))) {
            throw new S3Failure(S3Error.NOT_IMPLEMENTED);
        }
        UnaryOperator<String> encoding = encoding(request);
        int limit = Requests.limit(request, "max-keys", Limits.PAGE);
        ObjectPage page = ObjectPage.of(bucket, request, limit);
        Xml result = Xml.document("ListBucketResult")
                .element("Name", bucket.name())
                .element("Prefix", encoding.apply(request.query("prefix").orElse("")))
                .element("MaxKeys", limit)
                .element(
                        "KeyCount",
                        page.objects().size() + page.commonPrefixes().size())
                .element("IsTruncated", page.next().isPresent());
        request.query("delimiter").ifPresent(value -> result.element("Delimiter", encoding.apply(value)));
        request.query("encoding-type").ifPresent(value -> result.element("EncodingType", value));
        request.query("start-after").ifPresent(value -> result.element("StartAfter", encoding.apply(value)));
        request.query("continuation-token").ifPresent(value -> result.element("ContinuationToken", value));
        page.next().ifPresent(value -> result.element("NextContinuationToken", value));
        page.objects().forEach(object -> describe(object, encoding, result));
        page.commonPrefixes()
                .forEach(prefix -> result.start("CommonPrefixes")
                        .element("Prefix", encoding.apply(prefix))
                        .end());
        return Response.xml(result);
    }

    private static void describe(StoredObject object, UnaryOperator<String> encoding, Xml result) {
        result.start("Contents")
                .element("Key", encoding.apply(object.key()))
                .element("LastModified", object.lastModified())
                .element("ETag", ObjectAnswers.quoted(object.etag()));
        Checksum checksum = object.checksum();
        if (checksum != null) {
            result.element("ChecksumAlgorithm", checksum.algorithm()).element("ChecksumType", checksum.type());
        }
        result.element("Size", object.size())
                .element("StorageClass", object.attributes().storageClass())
                .end();
    }

    static Response uploads(Call call) {
        Bucket bucket = call.bucketFor("s3:ListBucketMultipartUploads");
        Request request = call.request();
        UnaryOperator<String> encoding = encoding(request);
        int limit = Requests.limit(request, "max-uploads", Limits.PAGE);
        String prefix = request.query("prefix").orElse("");
        String keyMarker = request.query("key-marker").orElse("");
        String idMarker = request.query("upload-id-marker").orElse("");
        List<OpenUpload> found = bucket.uploads()
                .list(prefix, keyMarker, idMarker)
                .limit(limit + 1L)
                .toList();
        boolean truncated = limit > 0 && found.size() > limit;
        List<OpenUpload> page = found.subList(0, Math.min(limit, found.size()));
        Xml result = Xml.document("ListMultipartUploadsResult")
                .element("Bucket", bucket.name())
                .element("KeyMarker", encoding.apply(keyMarker))
                .element("UploadIdMarker", idMarker)
                .element("Prefix", encoding.apply(prefix))
                .element("MaxUploads", limit)
                .element("IsTruncated", truncated);
        request.query("encoding-type").ifPresent(value -> result.element("EncodingType", value));
        if (truncated) {
            result.element("NextKeyMarker", encoding.apply(page.getLast().key()))
                    .element("NextUploadIdMarker", page.getLast().id());
        }
        page.forEach(upload -> describe(upload, encoding, result));
        return Response.xml(result);
    }

    private static void describe(OpenUpload upload, UnaryOperator<String> encoding, Xml result) {
        result.start("Upload").element("Key", encoding.apply(upload.key())).element("UploadId", upload.id());
        initiator(upload, result);
        result.element("StorageClass", upload.attributes().storageClass()).element("Initiated", upload.initiated());
        algorithm(upload, result);
        result.end();
    }

    static Response parts(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:ListMultipartUploadParts");
        Request request = call.request();
        OpenUpload upload = bucket.uploads().find(call.key(), MultipartOperations.uploadId(call));
        int limit = Requests.limit(request, "max-parts", Limits.PAGE);
        int marker = Requests.limit(
                request, "part-number-marker", request.asks("part-number-marker") ? Integer.MAX_VALUE : 0);
        List<StoredPart> found = bucket.uploads().parts(upload, marker, limit + 1);
        boolean truncated = limit > 0 && found.size() > limit;
        List<StoredPart> page = found.subList(0, Math.min(limit, found.size()));
        Xml result = Xml.document("ListPartsResult")
                .element("Bucket", bucket.name())
                .element("Key", encoding(request).apply(upload.key()))
                .element("UploadId", upload.id())
                .element("PartNumberMarker", marker)
                .element("MaxParts", limit)
                .element("IsTruncated", truncated);
        if (truncated) {
            result.element("NextPartNumberMarker", page.getLast().number());
        }
        initiator(upload, result);
        result.element("StorageClass", upload.attributes().storageClass());
        algorithm(upload, result);
        page.forEach(part -> describe(part, result));
        return Response.xml(result);
    }

    private static void describe(StoredPart part, Xml result) {
        result.start("Part")
                .element("PartNumber", part.number())
                .element("LastModified", part.lastModified())
                .element("ETag", ObjectAnswers.quoted(part.etag()))
                .element("Size", part.size());
        Checksum checksum = part.checksum();
        if (checksum != null) {
            result.element(checksum.algorithm().element(), checksum.value());
        }
        result.end();
    }

    private static void initiator(OpenUpload upload, Xml result) {
        result.start("Initiator").element("ID", upload.initiator()).end();
        result.start("Owner").element("ID", "cloudstore").end();
    }

    private static void algorithm(OpenUpload upload, Xml result) {
        if (upload.algorithm() != null && upload.type() != null) {
            result.element("ChecksumAlgorithm", upload.algorithm()).element("ChecksumType", upload.type());
        }
    }

    /** Keys may hold characters that XML can't: with encoding-type=url they come percent-encoded. */
    private static UnaryOperator<String> encoding(Request request) {
        Optional<String> type = request.query("encoding-type");
        if (type.isPresent() && !type.get().equals("url")) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "Invalid Encoding Method specified in Request")
                    .with("ArgumentName", "encoding-type");
        }
        return type.isPresent() ? UriEncoding::encodePath : UnaryOperator.identity();
    }
}
