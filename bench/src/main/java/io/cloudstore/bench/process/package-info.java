/** Child processes: whatever is timed runs in one of its own, so that no measurement warms the next one up. */
@NullMarked
package io.cloudstore.bench.process;

import org.jspecify.annotations.NullMarked;
