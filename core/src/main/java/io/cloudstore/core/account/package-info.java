/**
 * People: sign-up, sign-in, sessions with rotating refresh tokens, and the quota. The account's row is the first lock of
 * every transaction that writes to its drive, uploads or quota, so those writes happen one after the other.
 */
@NullMarked
package io.cloudstore.core.account;

import org.jspecify.annotations.NullMarked;
