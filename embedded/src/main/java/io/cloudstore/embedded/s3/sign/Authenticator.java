package io.cloudstore.embedded.s3.sign;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.RoleSessions;
import io.cloudstore.embedded.s3.checksum.Digests;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Error;
import io.cloudstore.embedded.s3.wire.S3Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Verifies the signature of a request, in its headers or in its presigned query. */
public final class Authenticator {
    /** How far the clocks of client and store may differ. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Map<String, Identity> identities;
    private final RoleSessions sessions;
    private final String region;
    private final Clock clock;

    public Authenticator(List<Identity> identities, RoleSessions sessions, String region, Clock clock) {
        this.identities = identities.stream().collect(Collectors.toMap(Identity::accessKey, Function.identity()));
        this.sessions = sessions;
        this.region = region;
        this.clock = clock;
    }

    /** Gives who signed the request; an S3Failure with S3's code for anything missing, stale, altered or unsigned. */
    public Authenticated authenticate(Request request) {
        Claim claim = claim(request);
        Identity identity = identity(request, claim);
        return new Authenticated(identity, payload(claim, verified(request, claim, identity)));
    }

    /** Gives who signed a request to STS, its form included; fails as {@link #authenticate} does. */
    public Identity authenticateForm(Request request, byte[] form) {
        String authorization = request.header("authorization").orElseThrow(() -> new S3Failure(S3Error.ACCESS_DENIED));
        Claim claim = Claim.ofForm(
                request,
                authorization,
                HexFormat.of().formatHex(Digests.sha256().digest(form)));
        Identity identity = identity(request, claim);
        verified(request, claim, identity);
        return identity;
    }

    /**
     * Whose keys are named. A token that is over is told before a URL that is: nobody wrote down which of the two S3 tells
     * when both are, so a client must take either.
     */
    private Identity identity(Request request, Claim claim) {
        Optional<String> token = request.header("x-amz-security-token");
        if (token.isPresent()) {
            return sessions.identity(claim.accessKey(), token.get());
        }
        Identity identity = identities.get(claim.accessKey());
        if (identity == null) {
            throw new S3Failure(S3Error.INVALID_ACCESS_KEY).with("AWSAccessKeyId", claim.accessKey());
        }
        return identity;
    }

    /** The key that the request was signed with, in time and over everything. */
    private SigningKey verified(Request request, Claim claim, Identity identity) {
        requireRegion(claim);
        requireTimely(claim);
        requireEverythingSigned(request, claim.signedHeaders());
        SigningKey key = SigningKey.derive(identity.secretKey(), claim.scope());
        requireSignature(request, claim, key);
        return key;
    }

    private static Claim claim(Request request) {
        Optional<String> authorization = request.header("authorization");
        boolean presigned = request.asks("X-Amz-Signature") || request.asks("X-Amz-Algorithm");
        if (authorization.isPresent() && presigned) {
            throw new S3Failure(S3Error.INVALID_ARGUMENT, "Only one auth mechanism allowed");
        }
        if (presigned) {
            return Claim.ofQuery(request);
        }
        return Claim.ofHeaders(request, authorization.orElseThrow(() -> new S3Failure(S3Error.ACCESS_DENIED)));
    }

    private void requireRegion(Claim claim) {
        if (!claim.scope().region().equals(region)) {
            S3Error error = claim.validFor().isPresent()
                    ? S3Error.AUTHORIZATION_QUERY_ERROR
                    : S3Error.AUTHORIZATION_HEADER_MALFORMED;
            throw new S3Failure(
                            error, "The region '" + claim.scope().region() + "' is wrong; expecting '" + region + "'")
                    .with("Region", region);
        }
    }

    private void requireTimely(Claim claim) {
        Instant now = clock.instant();
        Instant signedAt = claim.signedAt();
        if (claim.validFor().isEmpty()) {
            if (Duration.between(signedAt, now).abs().compareTo(SKEW) > 0) {
                throw new S3Failure(S3Error.REQUEST_TIME_SKEWED)
                        .with("RequestTime", claim.time())
                        .with("ServerTime", now);
            }
            return;
        }
        if (signedAt.isAfter(now.plus(SKEW))) {
            throw new S3Failure(S3Error.ACCESS_DENIED, "Request is not valid yet").with("ServerTime", now);
        }
        Instant expires = signedAt.plus(claim.validFor().get());
        if (!now.isBefore(expires)) {
            throw new S3Failure(S3Error.ACCESS_DENIED, "Request has expired")
                    .with("Expires", expires)
                    .with("ServerTime", now);
        }
    }

    private static void requireEverythingSigned(Request request, List<String> signed) {
        List<String> unsigned = request.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-") || name.equals("host"))
                .filter(name -> !signed.contains(name))
                .toList();
        if (!unsigned.isEmpty() || !signed.contains("host")) {
            throw new S3Failure(
                            S3Error.ACCESS_DENIED, "There were headers present in the request which were not signed")
                    .with("HeadersNotSigned", String.join(", ", unsigned));
        }
        Optional<String> missing = signed.stream()
                .filter(name -> !request.headers().containsKey(name))
                .findFirst();
        if (missing.isPresent()) {
            throw new S3Failure(S3Error.SIGNATURE_MISMATCH).with("HeaderNotPresent", missing.get());
        }
    }

    private static void requireSignature(Request request, Claim claim, SigningKey key) {
        String hashedRequest = SigningKey.sha256Hex(CanonicalRequest.of(request, claim));
        String expected = key.sign(
                String.join("\n", Claim.ALGORITHM, claim.time(), claim.scope().toString(), hashedRequest));
        if (!same(expected, claim.signature())) {
            throw new S3Failure(S3Error.SIGNATURE_MISMATCH).with("AWSAccessKeyId", claim.accessKey());
        }
    }

    private static Payload payload(Claim claim, SigningKey key) {
        return switch (claim.payloadHash()) {
            case "UNSIGNED-PAYLOAD" -> new Payload.Unsigned();
            case "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> new Payload.Chunked(Optional.empty(), true);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" ->
                new Payload.Chunked(Optional.of(new ChunkSignatures(key, claim)), false);
            case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" ->
                new Payload.Chunked(Optional.of(new ChunkSignatures(key, claim)), true);
            default -> {
                if (!claim.payloadHash().matches("[0-9a-f]{64}")) {
                    throw new S3Failure(
                            S3Error.INVALID_ARGUMENT,
                            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a supported"
                                    + " STREAMING value, or a valid sha256 value.");
                }
                yield new Payload.Hashed(claim.payloadHash());
            }
        };
    }

    /** Compares in a time that doesn't tell how much of it is right. */
    static boolean same(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }
}
