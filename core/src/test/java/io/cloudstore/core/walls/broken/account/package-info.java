/** Part of the rooms that break every wall. */
@NullMarked
package io.cloudstore.core.walls.broken.account;

import org.jspecify.annotations.NullMarked;
