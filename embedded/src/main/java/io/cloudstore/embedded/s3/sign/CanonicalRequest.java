package io.cloudstore.embedded.s3.sign;

import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.UriEncoding;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that both sides sign (<a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html#canonical-request">Create a
 * canonical request</a>). S3 encodes the path once and keeps empty and dot segments.
 */
final class CanonicalRequest {
    private CanonicalRequest() {}

    static String of(Request request, Claim claim) {
        return String.join(
                "\n",
                request.method(),
                UriEncoding.encodePath(request.path()),
                query(request),
                headers(request, claim.signedHeaders()),
                String.join(";", claim.signedHeaders()),
                claim.payloadHash());
    }

    private static String query(Request request) {
        return request.query().stream()
                .filter(parameter -> !parameter.name().equals("X-Amz-Signature"))
                .map(parameter -> new Request.Parameter(
                        UriEncoding.encode(parameter.name()), UriEncoding.encode(parameter.value())))
                .sorted(Comparator.comparing(Request.Parameter::name).thenComparing(Request.Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    private static String headers(Request request, List<String> names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            String value = request.headers().getOrDefault(name, List.of()).stream()
                    .map(line -> line.strip().replaceAll(" +", " "))
                    .collect(Collectors.joining(","));
            lines.append(name).append(':').append(value).append('\n');
        }
        return lines.toString();
    }
}
