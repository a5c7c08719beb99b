package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code instant-upload} on Lambda. */
public final class InstantUploadHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public InstantUploadHandler() {
        this(System.getenv());
    }

    InstantUploadHandler(Map<String, String> environment) {
        super("instant-upload", "InstantUploadHandler", EventShape.HTTP, environment);
    }
}
