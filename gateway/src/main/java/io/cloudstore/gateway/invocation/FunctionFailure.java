package io.cloudstore.gateway.invocation;

import java.time.Duration;

/** A function threw, or was stopped at its timeout. */
public final class FunctionFailure extends Exception {
    private final boolean timedOut;

    private FunctionFailure(String sentence, Throwable cause, boolean timedOut) {
        super(sentence, cause);
        this.timedOut = timedOut;
    }

    static FunctionFailure threw(String function, Throwable cause) {
        return new FunctionFailure(function + " threw " + cause.getClass().getName(), cause, false);
    }

    static FunctionFailure timedOut(String function, Duration timeout, Throwable cause) {
        return new FunctionFailure(function + " was stopped after " + timeout.toMillis() + " ms", cause, true);
    }

    /** Whether it was stopped at its timeout. */
    public boolean timedOut() {
        return timedOut;
    }
}
