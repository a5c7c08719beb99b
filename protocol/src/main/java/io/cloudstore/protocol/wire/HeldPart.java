package io.cloudstore.protocol.wire;

/**
 * A part that the store holds and has verified.
 *
 * @param n part number
 * @param sha256 its digest; a client skips the part only when its own digest is equal
 * @param size its bytes
 */
public record HeldPart(int n, String sha256, long size) {}
