package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code reuse-parts} on Lambda. */
public final class ReusePartsHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public ReusePartsHandler() {
        this(System.getenv());
    }

    ReusePartsHandler(Map<String, String> environment) {
        super("reuse-parts", "ReusePartsHandler", EventShape.HTTP, environment);
    }
}
