package io.cloudstore.stack;

import java.net.URI;
import java.util.Optional;

/** A running cloud that stories run against. */
public interface Stack {
    /** Where its HTTP API answers. */
    URI api();

    /** A way to put messages into its queue {@code transfer}, where the test may do that. */
    Optional<TransferQueue> transferQueue();

    /**
     * The stack of this run: the one whose address the system property {@code cloudstore.stack} names, else an embedded
     * cloud with short timings, started once for all stories.
     */
    static Stack current() {
        String address = System.getProperty("cloudstore.stack", "");
        return address.isEmpty() ? EmbeddedStack.started() : new OutsideStack(URI.create(address));
    }

    /** The queue that wakes the transfer. */
    interface TransferQueue {
        /** Sends a message. */
        void send(String body);

        /** The name of the bucket whose events come through it. */
        String stagingBucket();
    }

    /** A cloud that somebody else started. */
    record OutsideStack(URI api) implements Stack {
        @Override
        public Optional<TransferQueue> transferQueue() {
            return Optional.empty();
        }
    }
}
