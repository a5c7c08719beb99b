/** Rooms that break every wall, so that a test can see the walls fall. Nobody uses them. */
@NullMarked
package io.cloudstore.core.walls.broken;

import org.jspecify.annotations.NullMarked;
