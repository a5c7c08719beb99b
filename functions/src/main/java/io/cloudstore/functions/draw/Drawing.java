package io.cloudstore.functions.draw;

import io.cloudstore.core.work.Draw;

/** Makes the adapter of {@link Draw}. */
public final class Drawing {
    private Drawing() {}

    /** Draws from the operating system's randomness. */
    public static Draw fromSystem() {
        return new SystemDraw();
    }
}
