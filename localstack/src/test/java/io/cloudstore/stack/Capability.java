package io.cloudstore.stack;

/** What some stacks have and others haven't. Everything else a story may take for granted. */
public enum Capability {
    /** {@link Stack#transferQueue}: a test may put messages into the queue that wakes the transfer. */
    TRANSFER_QUEUE("its queue takes no messages of a test"),

    /** White-box tests reach store, database and cache behind the API. */
    ENGINES("what is behind its API is out of a test's reach"),

    /** Database and cache are the embedded cloud's own, so that a test can start and kill another cloud with its own. */
    OWN_ENGINES("its database is not the embedded cloud's own, to be killed or to be had twice");

    private final String lack;

    Capability(String lack) {
        this.lack = lack;
    }

    /** What people are told of a stack without it, as the end of a sentence. */
    String lack() {
        return lack;
    }
}
