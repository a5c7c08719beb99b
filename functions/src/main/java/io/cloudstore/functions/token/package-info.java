/**
 * Access tokens: JWTs signed with ES256, of type {@code at+jwt} (RFC 9068), read by the rules of RFC 8725. The claims are
 * {@code iss} and {@code aud} ({@code cloudstore}), {@code sub} (the account's id), {@code sid} (the session's id),
 * {@code iat}, {@code exp} and {@code jti}; {@code kid} is the key's RFC 7638 thumbprint.
 *
 * <p>Permissions: none of its own; keys come in as text. Issuing holds one private key; reading holds public keys only and
 * refuses a set with a private one. Keys are asked for again at each use, so whoever supplies them decides how quickly a
 * rotation is followed: add the new public key, then change the private one, then, when the last token of the old one has
 * expired, remove the old public key. Two tokens for the same session are two tokens: a retry harms nothing. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.token;

import org.jspecify.annotations.NullMarked;
