package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headers that ask for something that isn't there: refused, since ignoring them would be a broken promise. */
final class Unsupported {
    private static final List<String> PREFIXES = List.of(
            "x-amz-acl",
            "x-amz-grant-",
            "x-amz-tagging",
            "x-amz-object-lock-",
            "x-amz-website-redirect-location",
            "x-amz-server-side-encryption",
            "x-amz-copy-source-server-side-encryption",
            "x-amz-write-offset-bytes",
            "x-amz-mfa");

    /** What is so anyway: buckets without ACLs, and encryption as whoever owns the disk sees fit. */
    private static final Set<String> HARMLESS = Set.of(
            "x-amz-acl=private",
            "x-amz-acl=bucket-owner-full-control",
            "x-amz-tagging-directive=COPY",
            "x-amz-server-side-encryption=AES256");

    private Unsupported() {}

    static void refuse(Request request) {
        request.headers().keySet().forEach(name -> refuse(request, name));
        request.query().forEach(parameter -> refuse(request, parameter.name().toLowerCase(Locale.ROOT)));
    }

    private static void refuse(Request request, String name) {
        if (PREFIXES.stream().anyMatch(name::startsWith)
                && !HARMLESS.contains(name + "=" + request.header(name).orElse(""))) {
            throw new S3Failure(name.startsWith("x-amz-acl") ? S3Error.ACL_NOT_SUPPORTED : S3Error.NOT_IMPLEMENTED)
                    .with("Header", name);
        }
    }
}
