package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.store.Attributes;
import io.cloudstore.embedded.s3.store.WriteCondition;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what the headers and parameters of requests say. */
final class Requests {
    static final String METADATA = "x-amz-meta-";
    private static final List<String> KEPT_HEADERS = List.of(
            "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires");
    private static final Set<String> STORAGE_CLASSES = Set.of(
            "STANDARD",
            "REDUCED_REDUNDANCY",
            "STANDARD_IA",
            "ONEZONE_IA",
            "INTELLIGENT_TIERING",
            "GLACIER",
            "DEEP_ARCHIVE",
            "GLACIER_IR");

    private Requests() {}

    /** What the request wants kept with the object. */
    static Attributes attributes(Request request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "binary/octet-stream");
        for (String name : KEPT_HEADERS) {
            request.header(name)
                    .map(value -> kept(name, value))
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> headers.put(name, value));
        }
        Map<String, String> metadata = new HashMap<>();
        Stream.concat(
                        request.headers().keySet().stream(),
                        request.query().stream().map(Request.Parameter::name))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(METADATA))
                .forEach(name -> metadata.put(
                        name.substring(METADATA.length()), request.header(name).orElse("")));
        return new Attributes(headers, metadata, storageClass(request).orElse("STANDARD"));
    }

    /** {@code aws-chunked} is how the body travelled, not what it is. */
    private static String kept(String name, String value) {
        return name.equals("content-encoding")
                ? value.replaceAll("(?i)\\s*aws-chunked\\s*,?", "").strip()
                : value;
    }

    static Optional<String> storageClass(Request request) {
        Optional<String> storageClass = request.header("x-amz-storage-class");
        if (storageClass.isPresent() && !STORAGE_CLASSES.contains(storageClass.get())) {
            throw new S3Failure(S3Error.INVALID_STORAGE_CLASS);
        }
        return storageClass;
    }

    static WriteCondition writeCondition(Request request) {
        Optional<String> absent = request.header("if-none-match");
        if (absent.isPresent() && !absent.get().equals("*")) {
            throw new S3Failure(S3Error.NOT_IMPLEMENTED);
        }
        return new WriteCondition(absent.isPresent(), request.header("if-match").map(Requests::unquoted));
    }

    static Optional<ChecksumAlgorithm> checksumAlgorithm(Request request) {
        Optional<String> name = request.header("x-amz-checksum-algorithm");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ChecksumAlgorithm.named(name.get())
                .orElseThrow(
                        () -> new S3Failure(S3Error.INVALID_REQUEST, "Checksum algorithm provided is unsupported.")));
    }

    /** The parameter as a number, at most the limit, which is also what it is when not given. */
    static int limit(Request request, String name, int limit) {
        return request.query(name)
                .map(value -> (int) Math.min(limit, number(name, value)))
                .orElse(limit);
    }

    static int partNumber(Request request) {
        long number = request.query("partNumber")
                .map(value -> number("partNumber", value))
                .orElse(0L);
        if (number < 1 || number > 10_000) {
            throw new S3Failure(
                            S3Error.INVALID_ARGUMENT, "Part number must be an integer between 1 and 10000, inclusive")
                    .with("ArgumentName", "partNumber");
        }
        return (int) number;
    }

    static long number(String name, String value) {
        if (!value.matches("\\d{1,18}")) {
            throw new S3Failure(
                            S3Error.INVALID_ARGUMENT, "Provided " + name + " not an integer or within integer range")
                    .with("ArgumentName", name)
                    .with("ArgumentValue", value);
        }
        return Long.parseLong(value);
    }

    static String unquoted(String etag) {
        String bare = etag.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    static <K, V> V present(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException(key + " was asked for and isn't there");
        }
        return value;
    }
}
