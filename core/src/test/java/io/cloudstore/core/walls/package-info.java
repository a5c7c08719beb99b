/** The fine walls: which room may use which, and what no room may use. */
@NullMarked
package io.cloudstore.core.walls;

import org.jspecify.annotations.NullMarked;
