package io.cloudstore.embedded;

import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.functions.entry.Functions;
import java.time.Clock;
import java.util.Map;

/** Cloudstore's own functions, in this process. */
final class WiredFunctions implements Application {
    private final Functions functions = new Functions(Clock.systemUTC());

    @Override
    public FunctionHost functions() {
        return functions;
    }

    @Override
    public void migrate(Map<String, String> environment) {
        functions.migrate(environment);
    }

    @Override
    public void close() {
        try {
            functions.close();
        } catch (Exception failure) {
            throw new IllegalStateException("The functions' connections can't be closed.", failure);
        }
    }
}
