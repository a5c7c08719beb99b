package io.cloudstore.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a client is about to send.
 *
 * @param n part number, counted from 1
 * @param sha256 the digest of the part's bytes
 * @param length bytes of the part, checked against the plan; may be left out
 */
public record PartDigest(Integer n, String sha256, @Nullable Long length) {}
