package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations that exist. A request is one of them only if its query has all the names that the operation needs and
 * none that it doesn't know: what isn't implemented is refused, never done by halves.
 */
enum Operation {
    LIST_BUCKETS("GET", Target.SERVICE, Set.of(), Set.of("max-buckets", "prefix")),
    CREATE_BUCKET("PUT", Target.BUCKET, Set.of(), Set.of()),
    HEAD_BUCKET("HEAD", Target.BUCKET, Set.of(), Set.of()),
    GET_BUCKET_LOCATION("GET", Target.BUCKET, Set.of("location"), Set.of()),
    LIST_OBJECTS_V2(
            "GET",
            Target.BUCKET,
            Set.of("list-type"),
            Set.of(
                    "prefix",
                    "delimiter",
                    "max-keys",
                    "continuation-token",
                    "start-after",
                    "encoding-type",
                    "fetch-owner")),
    LIST_MULTIPART_UPLOADS(
            "GET",
            Target.BUCKET,
            Set.of("uploads"),
            Set.of("prefix", "max-uploads", "key-marker", "upload-id-marker", "encoding-type")),
    DELETE_OBJECTS("POST", Target.BUCKET, Set.of("delete"), Set.of()),
    PUT_OBJECT("PUT", Target.OBJECT, Set.of(), Set.of()),
    GET_OBJECT("GET", Target.OBJECT, Set.of(), Answers.GET_PARAMETERS),
    HEAD_OBJECT("HEAD", Target.OBJECT, Set.of(), Answers.GET_PARAMETERS),
    DELETE_OBJECT("DELETE", Target.OBJECT, Set.of(), Set.of()),
    CREATE_MULTIPART_UPLOAD("POST", Target.OBJECT, Set.of("uploads"), Set.of()),
    UPLOAD_PART("PUT", Target.OBJECT, Set.of("partNumber", "uploadId"), Set.of()),
    LIST_PARTS("GET", Target.OBJECT, Set.of("uploadId"), Set.of("max-parts", "part-number-marker", "encoding-type")),
    COMPLETE_MULTIPART_UPLOAD("POST", Target.OBJECT, Set.of("uploadId"), Set.of()),
    ABORT_MULTIPART_UPLOAD("DELETE", Target.OBJECT, Set.of("uploadId"), Set.of());

    private enum Target {
        SERVICE,
        BUCKET,
        OBJECT
    }

    private final String method;
    private final Target target;
    // Unmodifiable, which the type can't say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> needs;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> knows;

    Operation(String method, Target target, Set<String> needs, Set<String> optional) {
        this.method = method;
        this.target = target;
        this.needs = Set.copyOf(needs);
        this.knows = Stream.concat(needs.stream(), optional.stream()).collect(Collectors.toUnmodifiableSet());
    }

    static Operation of(Request request) {
        Target target =
                request.bucket().isEmpty() ? Target.SERVICE : request.key().isEmpty() ? Target.BUCKET : Target.OBJECT;
        if (target == Target.SERVICE && !request.key().isEmpty()) {
            throw new S3Failure(S3Error.INVALID_URI);
        }
        Set<String> names = request.query().stream()
                .map(Request.Parameter::name)
                .filter(name ->
                        !name.equals("x-id") && !name.toLowerCase(Locale.ROOT).startsWith("x-amz-"))
                .collect(Collectors.toSet());
        return Arrays.stream(values())
                .filter(operation -> operation.method.equals(request.method())
                        && operation.target == target
                        && names.containsAll(operation.needs)
                        && operation.knows.containsAll(names))
                .findFirst()
                .orElseThrow(() -> new S3Failure(S3Error.NOT_IMPLEMENTED));
    }

    /** Constants that an enum's own constructor calls can't reach. */
    private static final class Answers {
        private static final Set<String> GET_PARAMETERS = Set.of(
                "partNumber",
                "response-cache-control",
                "response-content-disposition",
                "response-content-encoding",
                "response-content-language",
                "response-content-type",
                "response-expires");
    }
}
