package io.cloudstore.embedded.s3.sign;

import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a request says about its own signature, not yet believed.
 *
 * @param time as signed, {@code yyyyMMdd'T'HHmmss'Z'}
 * @param payloadHash the last line of the canonical request: a digest or the name of a way to send the body
 * @param validFor how long a presigned URL lasts; empty for a signature in the headers
 */
record Claim(
        String accessKey,
        CredentialScope scope,
        String time,
        List<String> signedHeaders,
        String signature,
        String payloadHash,
        Optional<Duration> validFor) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration LONGEST = Duration.ofDays(7);

    static Claim ofHeaders(Request request, String authorization) {
        String payloadHash = headerOnly(request, "x-amz-content-sha256")
                .orElseThrow(() -> new S3Failure(
                        S3Error.INVALID_REQUEST, "Missing required header for this request: x-amz-content-sha256"));
        return ofHeaders(request, authorization, CredentialScope.S3, payloadHash);
    }

    /** Of a request to STS, which need not say the digest of its body. */
    static Claim ofForm(Request request, String authorization, String bodySha256) {
        return ofHeaders(request, authorization, CredentialScope.STS, bodySha256);
    }

    private static Claim ofHeaders(Request request, String authorization, String service, String payloadHash) {
        if (!authorization.startsWith(ALGORITHM)) {
            throw new S3Failure(
                    S3Error.INVALID_REQUEST,
                    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }
        Map<String, String> fields = fields(authorization.substring(ALGORITHM.length()));
        String time = headerOnly(request, "x-amz-date")
                .orElseThrow(() -> new S3Failure(
                        S3Error.ACCESS_DENIED, "AWS authentication requires a valid Date or x-amz-date header"));
        return of(
                service,
                required(fields, "Credential", S3Error.AUTHORIZATION_HEADER_MALFORMED),
                time,
                required(fields, "SignedHeaders", S3Error.AUTHORIZATION_HEADER_MALFORMED),
                required(fields, "Signature", S3Error.AUTHORIZATION_HEADER_MALFORMED),
                payloadHash,
                Optional.empty());
    }

    static Claim ofQuery(Request request) {
        if (!queryValue(request, "X-Amz-Algorithm").equals(ALGORITHM)) {
            throw malformedQuery("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        }
        return of(
                CredentialScope.S3,
                queryValue(request, "X-Amz-Credential"),
                queryValue(request, "X-Amz-Date"),
                queryValue(request, "X-Amz-SignedHeaders"),
                queryValue(request, "X-Amz-Signature"),
                request.header("x-amz-content-sha256").orElse("UNSIGNED-PAYLOAD"),
                Optional.of(expires(queryValue(request, "X-Amz-Expires"))));
    }

    private static Claim of(
            String service,
            String credential,
            String time,
            String signedHeaders,
            String signature,
            String payloadHash,
            Optional<Duration> validFor) {
        S3Error malformed =
                validFor.isPresent() ? S3Error.AUTHORIZATION_QUERY_ERROR : S3Error.AUTHORIZATION_HEADER_MALFORMED;
        String[] parts = credential.split("/", -1);
        if (parts.length != 5 || !parts[3].equals(service) || !parts[4].equals(CredentialScope.TERMINATOR)) {
            throw new S3Failure(
                    malformed,
                    "The Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/" + service
                            + "/aws4_request\".");
        }
        if (parts[1].length() != 8 || !time.startsWith(parts[1])) {
            throw new S3Failure(malformed, "Invalid credential date \"" + parts[1] + "\". It is not of X-Amz-Date.");
        }
        return new Claim(
                parts[0],
                new CredentialScope(parts[1], parts[2], service),
                time,
                List.of(signedHeaders.split(";")),
                signature,
                payloadHash,
                validFor);
    }

    /** When the request was signed. */
    Instant signedAt() {
        try {
            return TIME.parse(time, Instant::from);
        } catch (DateTimeException e) {
            throw new S3Failure(S3Error.ACCESS_DENIED, "X-Amz-Date must be in the ISO8601 Long Format");
        }
    }

    private static Duration expires(String seconds) {
        try {
            Duration duration = Duration.ofSeconds(Long.parseLong(seconds));
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw malformedQuery("X-Amz-Expires must be between 0 and 604800 seconds");
            }
            return duration;
        } catch (NumberFormatException e) {
            throw malformedQuery("X-Amz-Expires should be a number");
        }
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static String required(Map<String, String> fields, String name, S3Error otherwise) {
        String value = fields.get(name);
        if (value == null || value.isEmpty()) {
            throw new S3Failure(otherwise, "The authorization header lacks " + name);
        }
        return value;
    }

    private static String queryValue(Request request, String name) {
        List<String> values = request.query().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Request.Parameter::value)
                .toList();
        if (values.size() != 1) {
            throw malformedQuery("Query-string authentication needs exactly one " + name);
        }
        return values.getFirst();
    }

    private static Optional<String> headerOnly(Request request, String name) {
        List<String> values = request.headers().getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst().strip()) : Optional.empty();
    }

    private static S3Failure malformedQuery(String message) {
        return new S3Failure(S3Error.AUTHORIZATION_QUERY_ERROR, message);
    }
}
