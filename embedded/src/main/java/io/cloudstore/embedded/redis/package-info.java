/**
 * The Redis engine: Redis 6.2 as a program of its own, on 127.0.0.1 with a password.
 *
 * <p>Owns {@code redis/} of the data folder. What it keeps is never the truth: up to a second of it is lost with the
 * process, and keys with a time to live go first when its 64 MiB are full.
 */
@NullMarked
package io.cloudstore.embedded.redis;

import org.jspecify.annotations.NullMarked;
