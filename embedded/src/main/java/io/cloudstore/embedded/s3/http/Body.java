package io.cloudstore.embedded.s3.http;

import io.cloudstore.embedded.s3.checksum.BodyDigest;
import io.cloudstore.embedded.s3.checksum.Checksum;
import io.cloudstore.embedded.s3.checksum.ChecksumAlgorithm;
import io.cloudstore.embedded.s3.sign.AwsChunkedStream;
import io.cloudstore.embedded.s3.sign.Payload;
import io.cloudstore.embedded.s3.store.OpenObject.Sink;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** The body of a request, checked against everything that the request says of it: length, signature, digests. */
final class Body {
    private static final int BUFFER = 128 * 1024;

    private final Request request;
    private final Payload payload;
    private final InputStream stream;
    private final Claimed claimed;

    /** What came. The checksum is the client's, found right; empty when it sent none. */
    record Received(BodyDigest.Result digest, Optional<Checksum> checksum) {
        String etag() {
            return digest.md5();
        }
    }

    /** The checksum that a request announces; its value may only follow the body. */
    private record Claimed(Optional<ChecksumAlgorithm> algorithm, boolean inTrailer) {}

    Body(Request request, Payload payload, InputStream raw) {
        this.request = request;
        this.payload = payload;
        this.stream = payload instanceof Payload.Chunked chunked ? new AwsChunkedStream(raw, chunked) : raw;
        this.claimed = claimed(request);
    }

    /** The algorithm of the checksum that the client sends along. */
    Optional<ChecksumAlgorithm> algorithm() {
        return claimed.algorithm();
    }

    /** The number of bytes that the client announced. */
    long length() {
        boolean chunked = payload instanceof Payload.Chunked;
        String length = request.header(chunked ? "x-amz-decoded-content-length" : "content-length")
                .orElseThrow(() -> new S3Failure(S3Error.MISSING_CONTENT_LENGTH));
        if (!chunked && request.header("transfer-encoding").isPresent()) {
            // With both, the bytes that come would not be those of the length that was signed.
            throw new S3Failure(S3Error.MISSING_CONTENT_LENGTH);
        }
        return Requests.number("Content-Length", length);
    }

    /** Gives all bytes to the sink. An S3Failure means that they must not be used: they are not what was announced. */
    Received receive(Sink sink, Set<ChecksumAlgorithm> alsoCompute) throws IOException {
        Set<ChecksumAlgorithm> algorithms = EnumSet.noneOf(ChecksumAlgorithm.class);
        algorithms.addAll(alsoCompute);
        claimed.algorithm().ifPresent(algorithms::add);
        BodyDigest.Result result = take(sink, algorithms);
        return new Received(result, verifiedChecksum(result));
    }

    /** The whole body of a document, which may not be longer than the limit. */
    byte[] document(int limit) throws IOException {
        ByteArrayOutputStream bytes = limited(limit);
        receive(bytes::write, Set.of());
        return bytes.toByteArray();
    }

    /** A document whose request speaks of the checksum of an object, not of the document's own. */
    byte[] documentAboutObject(int limit) throws IOException {
        ByteArrayOutputStream bytes = limited(limit);
        take(bytes::write, EnumSet.noneOf(ChecksumAlgorithm.class));
        return bytes.toByteArray();
    }

    private ByteArrayOutputStream limited(int limit) {
        if (length() > limit) {
            throw new S3Failure(S3Error.MALFORMED_XML);
        }
        return new ByteArrayOutputStream();
    }

    private BodyDigest.Result take(Sink sink, Set<ChecksumAlgorithm> algorithms) throws IOException {
        long expected = length();
        Optional<String> md5 = expectedMd5();
        if (payload instanceof Payload.Hashed) {
            algorithms.add(ChecksumAlgorithm.SHA256);
        }
        BodyDigest digest = new BodyDigest(algorithms);
        pass(digest, sink, expected);
        BodyDigest.Result result = digest.finish();
        requirePayloadHash(result);
        if (md5.isPresent() && !md5.get().equals(result.md5())) {
            throw new S3Failure(S3Error.BAD_DIGEST, "The Content-MD5 you specified did not match what we received.");
        }
        return result;
    }

    private void pass(BodyDigest digest, Sink sink, long expected) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, expected + 1)];
        long total = 0;
        for (int count = fill(buffer); count > 0; count = fill(buffer)) {
            total += count;
            if (total > expected) {
                break;
            }
            digest.update(buffer, 0, count);
            sink.accept(buffer, 0, count);
        }
        if (total != expected) {
            throw new S3Failure(S3Error.INCOMPLETE_BODY);
        }
    }

    private int fill(byte[] buffer) {
        try {
            return stream.readNBytes(buffer, 0, buffer.length);
        } catch (IOException clientGone) {
            throw new S3Failure(S3Error.INCOMPLETE_BODY);
        }
    }

    private void requirePayloadHash(BodyDigest.Result result) {
        if (payload instanceof Payload.Hashed hashed) {
            byte[] actual = Requests.present(result.checksums(), ChecksumAlgorithm.SHA256);
            if (!HexFormat.of().formatHex(actual).equals(hashed.sha256())) {
                throw new S3Failure(S3Error.PAYLOAD_MISMATCH)
                        .with("ClientComputedContentSHA256", hashed.sha256())
                        .with("S3ComputedContentSHA256", HexFormat.of().formatHex(actual));
            }
        }
    }

    /** Content-MD5 in hex. */
    private Optional<String> expectedMd5() {
        return request.header("content-md5")
                .map(value -> decode(value)
                        .filter(md5 -> md5.length == 16)
                        .map(HexFormat.of()::formatHex)
                        .orElseThrow(() -> new S3Failure(S3Error.INVALID_DIGEST)));
    }

    private Optional<Checksum> verifiedChecksum(BodyDigest.Result result) {
        if (claimed.algorithm().isEmpty()) {
            return Optional.empty();
        }
        ChecksumAlgorithm algorithm = claimed.algorithm().get();
        Checksum computed = Checksum.fullObject(algorithm, Requests.present(result.checksums(), algorithm));
        if (!computed.value().equals(claimedValue(algorithm))) {
            throw new S3Failure(
                    S3Error.BAD_DIGEST, "The " + algorithm + " you specified did not match the calculated checksum.");
        }
        return Optional.of(computed);
    }

    private String claimedValue(ChecksumAlgorithm algorithm) {
        Optional<String> value = request.header(algorithm.header());
        if (claimed.inTrailer() && stream instanceof AwsChunkedStream chunked) {
            value = Optional.ofNullable(chunked.trailers().get(algorithm.header()));
        }
        return value.orElseThrow(() -> new S3Failure(S3Error.MALFORMED_TRAILER));
    }

    private static Claimed claimed(Request request) {
        Optional<ChecksumAlgorithm> found = Optional.empty();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            Optional<String> value = request.header(algorithm.header());
            if (value.isPresent()) {
                if (found.isPresent()) {
                    throw new S3Failure(
                            S3Error.INVALID_REQUEST,
                            "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
                }
                requireWellFormed(algorithm, value.get());
                found = Optional.of(algorithm);
            }
        }
        if (found.isPresent()) {
            return new Claimed(found, false);
        }
        return new Claimed(request.header("x-amz-trailer").flatMap(Body::algorithmOfHeader), true);
    }

    /** A value that can't be of the algorithm is the client's mistake, not a damaged body. Composites are for Complete. */
    private static void requireWellFormed(ChecksumAlgorithm algorithm, String value) {
        String digest = value.replaceFirst("-\\d+$", "");
        if (decode(digest).filter(bytes -> bytes.length == algorithm.bytes()).isEmpty()) {
            throw new S3Failure(S3Error.INVALID_REQUEST, "Value for " + algorithm.header() + " header is invalid.");
        }
    }

    private static Optional<ChecksumAlgorithm> algorithmOfHeader(String trailer) {
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            if (algorithm.header().equalsIgnoreCase(trailer.strip())) {
                return Optional.of(algorithm);
            }
        }
        throw new S3Failure(S3Error.MALFORMED_TRAILER);
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
