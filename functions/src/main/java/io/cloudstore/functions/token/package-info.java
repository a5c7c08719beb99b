/**
 * Access tokens and receipts, both signed with ES256; {@code kid} is the key's RFC 7638 thumbprint. They share how a key is
 * read and used. No key, type or claim of the one passes for the other's (RFC 8725, section 3.12).
 *
 * <p>Access tokens are JWTs of type {@code at+jwt} (RFC 9068), read by the rules of RFC 8725. The claims are {@code iss} and
 * {@code aud} ({@code cloudstore}), {@code sub} (the account's id), {@code sid} (the session's id), {@code iat}, {@code exp}
 * and {@code jti}. To rotate their keys: add the new public key, then change the private one, then, when the last token of
 * the old one has expired, remove the old public key. Two tokens for the same session are two tokens: a retry harms nothing.
 *
 * <p>Receipts are of type {@code cloudstore-receipt+jwt}, with the claims of
 * {@link io.cloudstore.protocol.wire.ReceiptClaims}, and never expire: to rotate their keys, add the new public key, then
 * change the private one, and remove none.
 *
 * <p>Permissions: none of its own; keys come in as text. Issuing and signing hold one private key; reading and publishing
 * refuse a set with a private one. Keys are asked for again at each use, so whoever supplies them decides how quickly a
 * rotation is followed. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.token;

import org.jspecify.annotations.NullMarked;
