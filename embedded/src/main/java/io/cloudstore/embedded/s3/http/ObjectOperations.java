package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.store.Attributes;
import io.cloudstore.embedded.s3.store.Bucket;
import io.cloudstore.embedded.s3.store.Creation;
import io.cloudstore.embedded.s3.store.Incoming;
import io.cloudstore.embedded.s3.store.OpenObject;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.store.StoredPart;
import io.cloudstore.embedded.s3.store.WriteCondition;
import io.cloudstore.embedded.s3.wire.ByteRange;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.Xml;
import io.cloudstore.embedded.s3.wire.XmlElement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PutObject, GetObject, HeadObject, DeleteObject and DeleteObjects. */
final class ObjectOperations {
    private ObjectOperations() {}

    static Response put(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:PutObject");
        Request request = call.request();
        Attributes attributes = Requests.attributes(request);
        WriteCondition condition = Requests.writeCondition(request);
        Limits.requireUploadable(call.body().length());
        condition.check(bucket.find(call.key())); // before the body is taken in; once more when it is put in place
        try (Incoming bytes = call.store().incoming()) {
            Body.Received received = call.body().receive(bytes::write, ownChecksum(call.body()));
            Checksum checksum = received.checksum().orElseGet(() -> ownChecksum(received));
            StoredObject stored = bucket.put(
                    StoredObject.single(call.key(), received.digest().length(), received.etag(), attributes, checksum),
                    bytes,
                    condition,
                    Creation.PUT);
            Response response = Response.of(200).header("ETag", ObjectAnswers.quoted(stored.etag()));
            ObjectAnswers.checksum(response, stored.checksum());
            return response;
        }
    }

    /** S3 adds a CRC64NVME of its own where the client sent no checksum. */
    private static Set<ChecksumAlgorithm> ownChecksum(Body body) {
        return body.algorithm().isPresent() ? Set.of() : Set.of(ChecksumAlgorithm.CRC64NVME);
    }

    private static Checksum ownChecksum(Body.Received received) {
        return Checksum.fullObject(
                ChecksumAlgorithm.CRC64NVME,
                Requests.present(received.digest().checksums(), ChecksumAlgorithm.CRC64NVME));
    }

    static Response get(Call call) throws IOException {
        OpenObject object = open(call);
        try {
            View view = View.of(call.request(), object.object());
            return answer(call.request(), object.object(), view).content(new ObjectAnswers.Bytes(object, view.range()));
        } catch (RuntimeException e) {
            object.close();
            throw e;
        }
    }

    static Response head(Call call) throws IOException {
        try (OpenObject object = open(call)) {
            View view = View.of(call.request(), object.object());
            return answer(call.request(), object.object(), view)
                    .content(new ObjectAnswers.Unsent(view.range().length()));
        }
    }

    private static OpenObject open(Call call) throws IOException {
        Bucket bucket = call.bucketOfObjectFor("s3:GetObject");
        return bucket.open(call.key()).orElseThrow(() -> call.absent(bucket.name(), call.key()));
    }

    /** The bytes that a GET or HEAD is about; partial ones come with the checksum of a part at most. */
    private record View(
            ByteRange range, boolean partial, @Nullable Checksum checksum, boolean ofPart) {

        static View of(Request request, StoredObject object) {
            ReadConditions.check(request, object);
            if (request.asks("partNumber")) {
                return part(Requests.partNumber(request), object);
            }
            Optional<ByteRange> range =
                    request.header("range").flatMap(header -> ByteRange.requested(header, object.size()));
            return range.map(bytes -> new View(bytes, true, null, false))
                    .orElseGet(() -> new View(ByteRange.whole(object.size()), false, object.checksum(), false));
        }

        /** A part by its place among the parts of the object. */
        private static View part(int number, StoredObject object) {
            List<StoredPart> parts = object.parts();
            if (parts.isEmpty() && number == 1) {
                return new View(ByteRange.whole(object.size()), object.size() > 0, object.checksum(), true);
            }
            if (number > parts.size()) {
                throw new S3Failure(S3Error.INVALID_PART_NUMBER)
                        .with("PartNumberRequested", number)
                        .with("ActualPartCount", Math.max(1, parts.size()));
            }
            long first = parts.stream()
                    .limit(number - 1L)
                    .mapToLong(StoredPart::size)
                    .sum();
            StoredPart part = parts.get(number - 1);
            return new View(new ByteRange(first, first + part.size() - 1), true, part.checksum(), true);
        }
    }

    private static Response answer(Request request, StoredObject object, View view) {
        Response response = Response.of(view.partial() ? 206 : 200);
        ObjectAnswers.describe(response, object, request);
        if (view.partial()) {
            response.header(
                    "Content-Range",
                    "bytes " + view.range().first() + "-" + view.range().last() + "/" + object.size());
        }
        if (view.ofPart() && !object.parts().isEmpty()) {
            response.header("x-amz-mp-parts-count", object.parts().size());
        }
        if (request.header("x-amz-checksum-mode")
                .filter("ENABLED"::equalsIgnoreCase)
                .isPresent()) {
            ObjectAnswers.checksum(response, view.checksum());
        }
        return response;
    }

    static Response delete(Call call) throws IOException {
        call.bucketOfObjectFor("s3:DeleteObject").delete(call.key());
        return Response.of(204);
    }

    static Response deleteMany(Call call) throws IOException {
        Bucket bucket = call.existingBucket(call.request().bucket());
        XmlElement wanted = XmlElement.parse(call.body().document(Limits.DELETE_DOCUMENT), "Delete");
        List<XmlElement> objects = wanted.all("Object");
        if (objects.isEmpty() || objects.size() > Limits.PAGE) {
            throw new S3Failure(S3Error.MALFORMED_XML);
        }
        if (objects.stream().anyMatch(object -> object.value("VersionId").isPresent())) {
            throw new S3Failure(S3Error.NOT_IMPLEMENTED);
        }
        boolean quiet = wanted.value("Quiet").filter("true"::equalsIgnoreCase).isPresent();
        Xml result = Xml.document("DeleteResult");
        for (XmlElement object : objects) {
            deleteOne(call, bucket, object.required("Key"), quiet, result);
        }
        return Response.xml(result);
    }

    private static void deleteOne(Call call, Bucket bucket, String key, boolean quiet, Xml result) throws IOException {
        if (!call.identity().mayOnObject("s3:DeleteObject", bucket.name(), key)) {
            result.start("Error")
                    .element("Key", key)
                    .element("Code", S3Error.ACCESS_DENIED.code())
                    .element("Message", S3Error.ACCESS_DENIED.message())
                    .end();
            return;
        }
        bucket.delete(key);
        if (!quiet) {
            result.start("Deleted").element("Key", key).end();
        }
    }
}
