package io.cloudstore.bench.engines;

/** What is to be measured can't run here. The message says what is missing, and what to type to have it. */
public final class EngineMissing extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a whole sentence. */
    public EngineMissing(String sentence) {
        super(sentence);
    }
}
