package io.cloudstore.cli.up;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** A running cloud. */
interface Cloud extends AutoCloseable {
    /** Where it answers. */
    URI address();

    /** Stops it gracefully. */
    @Override
    void close();

    /** Starts clouds. The command sees no more of the engines than this, and a test can give it another. */
    @FunctionalInterface
    interface Start {
        /**
         * Starts one and returns when it answers.
         *
         * @param data the data folder
         * @param port the first of its five ports; the folder's own, or 8780, when left out
         * @param ready is told the name of each part and how long its start took
         */
        Cloud start(Path data, OptionalInt port, BiConsumer<String, Duration> ready) throws InterruptedException;
    }
}
