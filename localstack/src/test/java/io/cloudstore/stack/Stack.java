package io.cloudstore.stack;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A running cloud that stories run against. */
public interface Stack {
    /** How people call it; the system property {@code cloudstore.stack} has chosen it by this name. */
    String name();

    /** Where its HTTP API answers. */
    URI api();

    /** How many calls it can be asked to answer at once, each within its time. */
    default int callsAtOnce() {
        return 50;
    }

    /** What it has that other stacks haven't. */
    Set<Capability> capabilities();

    /**
     * A way to put messages into its queue {@code transfer}.
     *
     * @throws UnsupportedOperationException without {@link Capability#TRANSFER_QUEUE}
     */
    default TransferQueue transferQueue() {
        throw new UnsupportedOperationException(name() + ": " + Capability.TRANSFER_QUEUE.lack());
    }

    /**
     * The stack that the system property {@code cloudstore.stack} names, started once for all stories; left out, the
     * embedded cloud.
     *
     * @throws StackMissing when it can't be had here
     * @throws IllegalArgumentException for a name that no stack has
     */
    static Stack current() {
        String name = System.getProperty("cloudstore.stack", EmbeddedStack.NAME);
        return switch (name) {
            case EmbeddedStack.NAME, OutsideServers.STACK -> EmbeddedStack.started();
            case LocalStackStack.DEPLOYED -> LocalStackStack.deployed();
            case LocalStackStack.SERVED -> LocalStackStack.served();
            default -> OutsideStack.at(name);
        };
    }

    /** The queue that wakes the transfer. */
    interface TransferQueue {
        /** Sends a message. */
        void send(String body);

        /**
         * Says for how long a received message is hidden, from now on.
         *
         * @return for how long it was before
         */
        Duration hideFor(Duration timeout);

        /** Takes some of its dead letters away, at most ten at once, and returns their bodies. */
        List<String> takeDeadLetters();

        /** The name of the bucket whose events come through it. */
        String stagingBucket();
    }

    /** A cloud that somebody else started, of which nothing is known but where it answers. */
    record OutsideStack(URI api) implements Stack {
        private static OutsideStack at(String address) {
            if (!address.matches("https?://.+")) {
                throw new IllegalArgumentException("cloudstore.stack is " + EmbeddedStack.NAME + ", "
                        + OutsideServers.STACK + ", " + LocalStackStack.DEPLOYED + ", " + LocalStackStack.SERVED
                        + " or the address of a cloud's API (http…), not " + address);
            }
            return new OutsideStack(URI.create(address));
        }

        @Override
        public String name() {
            return api.toString();
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of();
        }
    }
}
