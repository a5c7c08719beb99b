package io.cloudstore.gateway.hosting;

import java.time.Duration;

/** Hears how a start goes on. Called from several threads, also at the same time. */
@FunctionalInterface
public interface Progress {

    /**
     * A part is ready.
     *
     * @param part its name for people, for example {@code MySQL}
     * @param took how long that took
     */
    void ready(String part, Duration took);

    /** Hears nothing. */
    static Progress silent() {
        return (part, took) -> {};
    }
}
