package io.cloudstore.core.walls.broken.blob;

import io.cloudstore.core.walls.broken.drive.Above;

/** Uses a room above its own, and may be inherited from. */
public class ReachesUp {
    /** Uses it. */
    public Above above() {
        return new Above(this);
    }
}
