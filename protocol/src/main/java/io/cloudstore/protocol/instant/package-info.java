/**
 * How a client proves that it has content which it wants to have stored without sending it: a challenge names ranges of
 * the content, the answer is a keyed digest of each. Pure arithmetic; the vectors in {@code proof-vectors.json} bind every
 * implementation, in whatever language.
 */
@NullMarked
package io.cloudstore.protocol.instant;

import org.jspecify.annotations.NullMarked;
