/**
 * The JSON bodies of the HTTP contract, one record each: camelCase, ids as strings, sizes as integers of bytes, times
 * RFC 3339 in UTC, digests as lower-case hexadecimal. {@code openapi.yaml} describes the same contract for other
 * languages. A {@code @Nullable} component may be left out.
 */
@NullMarked
package io.cloudstore.protocol.wire;

import org.jspecify.annotations.NullMarked;
