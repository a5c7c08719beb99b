/** Part of the rooms that break every wall. */
@NullMarked
package io.cloudstore.core.walls.broken.work;

import org.jspecify.annotations.NullMarked;
