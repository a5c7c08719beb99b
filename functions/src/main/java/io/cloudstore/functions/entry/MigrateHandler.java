package io.cloudstore.functions.entry;

import java.util.Map;

/** Function {@code migrate} on Lambda. */
public final class MigrateHandler extends LambdaHandler {
    /** Wires the function from the process's environment, as Lambda does. */
    public MigrateHandler() {
        this(System.getenv());
    }

    MigrateHandler(Map<String, String> environment) {
        super("migrate", "MigrateHandler", EventShape.MIGRATION, environment);
    }
}
