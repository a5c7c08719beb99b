package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code sweep} on Lambda. */
public final class SweepHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public SweepHandler() {
        this(System.getenv());
    }

    SweepHandler(Map<String, String> environment) {
        super("sweep", "SweepHandler", EventShape.QUEUE, environment);
    }
}
