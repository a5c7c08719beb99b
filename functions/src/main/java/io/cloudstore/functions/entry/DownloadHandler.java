package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code download} on Lambda. */
public final class DownloadHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public DownloadHandler() {
        this(System.getenv());
    }

    DownloadHandler(Map<String, String> environment) {
        super("download", "DownloadHandler", EventShape.HTTP, environment);
    }
}
