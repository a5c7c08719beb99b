package io.cloudstore.stack;

/** The stack of this run isn't there; the message says in a sentence how it is had. */
public final class StackMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the sentence. */
    public StackMissing(String sentence) {
        super(sentence);
    }
}
