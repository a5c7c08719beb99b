/**
 * A file without sending it: content that the account holds already is a hit at once, content that is shared with everyone
 * by proof of possession. A claim alone opens nothing, and tells nobody what others have stored: it is answered by a
 * challenge of the same shape, and the proof at a fixed time, whatever is there.
 */
@NullMarked
package io.cloudstore.core.instant;

import org.jspecify.annotations.NullMarked;
