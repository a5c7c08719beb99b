/** How a caller watches a transfer. */
@NullMarked
package io.cloudstore.client.progress;

import org.jspecify.annotations.NullMarked;
