package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code transfer} on Lambda. */
public final class TransferHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public TransferHandler() {
        this(System.getenv());
    }

    TransferHandler(Map<String, String> environment) {
        super("transfer", "TransferHandler", EventShape.QUEUE, environment);
    }
}
