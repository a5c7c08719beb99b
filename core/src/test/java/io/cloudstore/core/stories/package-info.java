/** The stories of the design, each told over the ports in memory: what people do, and what becomes of it. */
@NullMarked
package io.cloudstore.core.stories;

import org.jspecify.annotations.NullMarked;
