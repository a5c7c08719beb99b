/** Content that the cloud holds already, whole or but for one part, beside its first upload. */
@NullMarked
package io.cloudstore.bench.again;

import org.jspecify.annotations.NullMarked;
