package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages of other origins may use a bucket: those listed may GET, HEAD and PUT with any header, and read the ETag
 * and checksums of the answer. No credentials: presigned URLs need none.
 */
final class Cors {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "PUT");
    private static final String EXPOSED = "ETag, Content-Length, Content-Range, Accept-Ranges, Content-Disposition,"
            + " Last-Modified, x-amz-request-id, x-amz-checksum-type, x-amz-checksum-sha256, x-amz-checksum-sha1,"
            + " x-amz-checksum-crc32, x-amz-checksum-crc32c, x-amz-checksum-crc64nvme, x-amz-mp-parts-count";

    private final Map<String, List<String>> originsByBucket;

    Cors(Map<String, List<String>> originsByBucket) {
        this.originsByBucket = Map.copyOf(originsByBucket);
    }

    /** Answers a browser's question before the real request; it isn't signed. */
    Response preflight(Request request) {
        String method = request.header("access-control-request-method").orElse("");
        if (request.header("origin").isEmpty() || method.isEmpty()) {
            throw new S3Failure(S3Error.INVALID_REQUEST, "Insufficient information. Origin request header needed.");
        }
        if (allowed(request).isEmpty() || !METHODS.contains(method)) {
            throw new S3Failure(S3Error.ACCESS_FORBIDDEN).with("Method", method).with("ResourceType", "OBJECT");
        }
        Response response = Response.of(200)
                .header("Access-Control-Allow-Methods", "GET, HEAD, PUT")
                .header("Access-Control-Max-Age", "3000");
        request.header("access-control-request-headers")
                .ifPresent(names -> response.header("Access-Control-Allow-Headers", names.toLowerCase(Locale.ROOT)));
        return response;
    }

    /** Adds what lets the page read the answer, errors included. */
    void permit(Request request, Response response) {
        allowed(request)
                .ifPresent(origin -> response.header("Access-Control-Allow-Origin", origin)
                        .header("Access-Control-Expose-Headers", EXPOSED)
                        .header("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method"));
    }

    private Optional<String> allowed(Request request) {
        List<String> origins = originsByBucket.getOrDefault(request.bucket(), List.of());
        if (request.header("origin").isPresent() && origins.contains("*")) {
            return Optional.of("*");
        }
        return request.header("origin").filter(origins::contains);
    }
}
