package io.cloudstore.core.walls.broken;

/** Has no room. */
final class Homeless {
    private Homeless() {}
}
