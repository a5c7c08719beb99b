package io.cloudstore.protocol.wire;

import java.util.List;

/**
 * {@code GET /.well-known/jwks.json}: a JWK set (RFC 7517, section 5) of the public keys that receipts are checked with,
 * those that sign no more among them.
 */
public record KeySetView(List<Key> keys) {
    /**
     * A public key on P-256 (RFC 7518, section 6.2).
     *
     * @param kty {@code EC}
     * @param crv {@code P-256}
     * @param use {@code sig}
     * @param alg {@code ES256}
     * @param kid its RFC 7638 thumbprint
     * @param x coordinate, base64url
     * @param y coordinate, base64url
     */
    public record Key(String kty, String crv, String use, String alg, String kid, String x, String y) {}
}
