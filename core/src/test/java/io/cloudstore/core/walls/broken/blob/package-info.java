/** Part of the rooms that break every wall. */
@NullMarked
package io.cloudstore.core.walls.broken.blob;

import org.jspecify.annotations.NullMarked;
