package io.cloudstore.protocol.wire;

import java.time.Instant;
import java.util.Map;

/**
 * Where to PUT a part.
 *
 * @param n part number
 * @param url the presigned URL; whoever has it may send exactly these bytes, until it expires
 * @param headers the headers that are signed and must be sent as they are
 * @param expiresAt when the URL ends
 */
public record SignedPart(int n, String url, Map<String, String> headers, Instant expiresAt) {}
