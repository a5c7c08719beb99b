package io.cloudstore.core.walls.broken.drive;

import io.cloudstore.core.walls.broken.blob.ReachesUp;

/** Closes the circle. */
public record Above(ReachesUp below) {}
