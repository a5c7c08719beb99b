/** Calls functions as Lambda does: each call on a thread of its own, for as long as its timeout and no longer. */
@NullMarked
package io.cloudstore.gateway.invocation;

import org.jspecify.annotations.NullMarked;
