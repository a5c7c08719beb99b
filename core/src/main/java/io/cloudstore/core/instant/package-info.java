/**
 * Content that need not be sent. What the account holds already is a hit at once, what is shared with everyone by proof of
 * possession: a claim alone opens nothing and tells nobody what others have stored, it is answered by a challenge of the
 * same shape, and the proof at a fixed time, whatever is there. Parts that the account holds are copied inside the store.
 */
@NullMarked
package io.cloudstore.core.instant;

import org.jspecify.annotations.NullMarked;
