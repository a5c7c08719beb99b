/** How many calls, and how many bytes beside the parts, an upload costs the service. */
@NullMarked
package io.cloudstore.bench.calls;

import org.jspecify.annotations.NullMarked;
