/**
 * Ids and secrets from the operating system's randomness: UUIDv7 for rows, 128 random bits for keys of objects, and
 * secrets.
 *
 * <p>Permissions: none. Owns nothing. Every draw is new: nothing is promised to be the same under a retry, so a caller
 * draws once and keeps what it drew. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.draw;

import org.jspecify.annotations.NullMarked;
