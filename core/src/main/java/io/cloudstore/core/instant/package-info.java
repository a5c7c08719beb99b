/**
 * Content that need not be sent. What the account holds already is a hit at once, and parts of it are copied inside the
 * store; content that is shared with everyone is a hit by proof of possession. A claim alone opens nothing, and nothing
 * here tells anybody what others hold: a claim is answered by a challenge of the same shape, a proof at a fixed time,
 * whatever is there.
 */
@NullMarked
package io.cloudstore.core.instant;

import org.jspecify.annotations.NullMarked;
