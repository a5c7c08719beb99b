/**
 * What content is: the fixed plan by which a size is cut into parts, the digest of a part, and the content id that the
 * object store itself computes and attests. Pure arithmetic; the vectors in {@code content-vectors.json} bind every
 * implementation, in whatever language.
 */
@NullMarked
package io.cloudstore.protocol.content;

import org.jspecify.annotations.NullMarked;
