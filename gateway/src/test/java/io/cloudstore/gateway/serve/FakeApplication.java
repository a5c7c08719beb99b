package io.cloudstore.gateway.serve;

import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.gateway.FakeFunctions;
import io.cloudstore.gateway.hosting.Application;
import java.util.HashMap;
import java.util.Map;

/** Functions that do what a test says, and a migration that only writes down what it was told. */
final class FakeApplication implements Application {
    final FakeFunctions functions = new FakeFunctions();
    final Map<String, String> migration = new HashMap<>();
    boolean closed;

    @Override
    public FunctionHost functions() {
        return functions;
    }

    @Override
    public void migrate(Map<String, String> environment) {
        migration.putAll(environment);
    }

    @Override
    public void close() {
        closed = true;
    }
}
