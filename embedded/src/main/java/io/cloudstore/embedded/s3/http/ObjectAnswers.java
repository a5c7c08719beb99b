package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.store.OpenObject;
import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.wire.ByteRange;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers that tell of an object, and its bytes as content. */
final class ObjectAnswers {
    /** Parameters that replace a header of the answer; their being in a query means that they are signed. */
    private static final Map<String, String> OVERRIDES = Map.of(
            "response-cache-control", "cache-control",
            "response-content-disposition", "content-disposition",
            "response-content-encoding", "content-encoding",
            "response-content-language", "content-language",
            "response-content-type", "content-type",
            "response-expires", "expires");

    private ObjectAnswers() {}

    static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    static String httpDate(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    }

    /** The headers of GET and HEAD, but for length, range and checksum. */
    static void describe(Response response, StoredObject object, Request request) {
        response.header("ETag", quoted(object.etag()))
                .header("Last-Modified", httpDate(object.lastModified()))
                .header("Accept-Ranges", "bytes");
        object.attributes().headers().forEach(response::header);
        OVERRIDES.forEach((parameter, header) ->
                request.query(parameter).ifPresent(value -> response.header(header, printable(parameter, value))));
        object.attributes().metadata().forEach((name, value) -> response.header(Requests.METADATA + name, value));
        if (!object.attributes().storageClass().equals("STANDARD")) {
            response.header("x-amz-storage-class", object.attributes().storageClass());
        }
    }

    static void checksum(Response response, @Nullable Checksum checksum) {
        if (checksum != null) {
            response.header(checksum.algorithm().header(), checksum.value())
                    .header("x-amz-checksum-type", checksum.type());
        }
    }

    private static String printable(String parameter, String value) {
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "Header value cannot be represented")
                    .with("ArgumentName", parameter);
        }
        return value;
    }

    /** A range of an open object, closed with the answer. */
    record Bytes(OpenObject object, ByteRange range) implements Response.Content {
        @Override
        public long length() {
            return range.length();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            object.read(range, out::write);
        }

        @Override
        public void close() throws IOException {
            object.close();
        }
    }

    /** What HEAD says instead of sending it. */
    record Unsent(long length) implements Response.Content {
        @Override
        public void writeTo(OutputStream out) {}

        @Override
        public void close() {}
    }
}
