package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code files} on Lambda. */
public final class FilesHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public FilesHandler() {
        this(System.getenv());
    }

    FilesHandler(Map<String, String> environment) {
        super("files", "FilesHandler", EventShape.HTTP, environment);
    }
}
