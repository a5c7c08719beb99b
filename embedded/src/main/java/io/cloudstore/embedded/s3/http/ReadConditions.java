package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.store.StoredObject;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The four conditions on reading an object, in the order of RFC 9110, section 13.2.2: a date counts only where no
 * ETag is given.
 */
final class ReadConditions {
    private ReadConditions() {}

    /** The conditions of a GET or HEAD: PreconditionFailed or, when the client has it already, NotModified. */
    static void check(Request request, StoredObject object) {
        check(request, "", object, S3Error.NOT_MODIFIED);
    }

    /** The conditions on the source of a copy, where everything unmet is PreconditionFailed. */
    static void checkCopySource(Request request, StoredObject object) {
        check(request, "x-amz-copy-source-", object, S3Error.PRECONDITION_FAILED);
    }

    private static void check(Request request, String prefix, StoredObject object, S3Error unchanged) {
        Optional<String> ifMatch = request.header(prefix + "if-match");
        Optional<String> ifNoneMatch = request.header(prefix + "if-none-match");
        if (ifMatch.isPresent()) {
            require(names(ifMatch.get(), object), S3Error.PRECONDITION_FAILED, "If-Match");
        } else {
            Predicate<Instant> unmodified = time -> !object.lastModified().isAfter(time);
            require(
                    date(request, prefix + "if-unmodified-since")
                            .map(unmodified::test)
                            .orElse(true),
                    S3Error.PRECONDITION_FAILED,
                    "If-Unmodified-Since");
        }
        if (ifNoneMatch.isPresent()) {
            require(!names(ifNoneMatch.get(), object), unchanged, "If-None-Match");
        } else {
            Predicate<Instant> modified = time -> object.lastModified().isAfter(time);
            require(
                    date(request, prefix + "if-modified-since")
                            .map(modified::test)
                            .orElse(true),
                    unchanged,
                    "If-Modified-Since");
        }
    }

    private static void require(boolean holds, S3Error otherwise, String condition) {
        if (!holds) {
            throw new S3Failure(otherwise).with("Condition", condition);
        }
    }

    private static boolean names(String etags, StoredObject object) {
        return Arrays.stream(etags.split(","))
                .map(Requests::unquoted)
                .anyMatch(etag -> etag.equals("*") || etag.equals(object.etag()));
    }

    /** A date that can't be read counts as none (RFC 9110, section 13.1.3). */
    private static Optional<Instant> date(Request request, String header) {
        try {
            return request.header(header)
                    .map(value -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
