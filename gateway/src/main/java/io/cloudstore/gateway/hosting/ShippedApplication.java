package io.cloudstore.gateway.hosting;

import io.cloudstore.functions.entry.Functions;
import java.time.Clock;
import java.util.Map;

/** The functions of this very program. */
record ShippedApplication(Functions functions) implements Application {

    ShippedApplication(Clock clock) {
        this(new Functions(clock));
    }

    @Override
    public void migrate(Map<String, String> environment) {
        functions.migrate(environment);
    }

    @Override
    public void close() {
        try {
            functions.close();
        } catch (Exception e) {
            throw new IllegalStateException("the functions' connections can't be closed", e);
        }
    }
}
