/** The functions as {@code sam local} runs them: first call, later calls, and a file's move by hand. */
@NullMarked
package io.cloudstore.bench.sam;

import org.jspecify.annotations.NullMarked;
