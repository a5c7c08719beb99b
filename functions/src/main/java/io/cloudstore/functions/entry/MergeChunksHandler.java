package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code merge-chunks} on Lambda. */
public final class MergeChunksHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public MergeChunksHandler() {
        this(System.getenv());
    }

    MergeChunksHandler(Map<String, String> environment) {
        super("merge-chunks", "MergeChunksHandler", EventShape.HTTP, environment);
    }
}
