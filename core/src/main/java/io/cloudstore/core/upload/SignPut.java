package io.cloudstore.core.upload;

import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Makes presigned PUT URLs, with an identity that may do nothing else. Length and checksum are signed headers. */
public interface SignPut {
    /** A URL that stores the whole object, once: {@code If-None-Match: *} is signed too. */
    SignedPut whole(UUID key, Sha256 sha256, long length, String contentType, Duration life);

    /** A URL that stores one part. */
    SignedPut part(UUID key, String multipartId, RecordedPart part, Duration life);

    /**
     * A presigned PUT.
     *
     * @param headers the signed headers, which the client must send as they are
     */
    record SignedPut(URI url, Map<String, String> headers, Instant expiresAt) {}
}
