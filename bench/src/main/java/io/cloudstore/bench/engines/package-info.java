/** The engines of compose.yaml and the SAM CLI, as somebody else brought them up. */
@NullMarked
package io.cloudstore.bench.engines;

import org.jspecify.annotations.NullMarked;
