/** {@code ./cloudstore up} itself: its time to a first answer, and its memory. */
@NullMarked
package io.cloudstore.bench.up;

import org.jspecify.annotations.NullMarked;
