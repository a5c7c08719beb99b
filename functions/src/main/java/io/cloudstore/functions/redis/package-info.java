/**
 * Counts of calls in Redis, shared by all processes; in this process alone while Redis is away.
 *
 * <p>Permissions: {@code EVAL} (with {@code INCR}, {@code PTTL}, {@code PEXPIRE}) on keys {@code cloudstore:calls:*},
 * which are all that this package owns. Each holds one number and lives as long as its window; a key without a time to
 * live can't come to be, as counting and setting it are one script. Flushing Redis loses the counts of the current windows
 * and nothing else. A count that is retried counts twice. Nothing here decides about access, existence or place.
 *
 * <p>No call waits longer than a fifth of a second or so, and none throws: after a failure Redis is left alone for some
 * seconds, then one caller tries again.
 */
@NullMarked
package io.cloudstore.functions.redis;

import org.jspecify.annotations.NullMarked;
