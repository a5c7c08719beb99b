package io.cloudstore.cli.serve;

import io.cloudstore.gateway.serve.ServeSettings;
import java.net.URI;
import java.time.Duration;
import java.util.function.BiConsumer;

/** A cloud that is served. */
interface Server extends AutoCloseable {
    /** Where it answers. */
    URI address();

    /** Stops it gracefully. */
    @Override
    void close();

    /** Starts servers. The command sees no more of the gateway than this, and a test can give it another. */
    @FunctionalInterface
    interface Start {
        /**
         * Starts one and returns when it answers.
         *
         * @param ready is told the name of each part and how long its start took
         */
        Server start(ServeSettings settings, BiConsumer<String, Duration> ready);
    }
}
