package io.cloudstore.functions.entry;

import java.time.Clock;
import java.util.Map;
import org.crac.Core;
import org.crac.Resource;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/**
 * One function on Lambda, hosted by Spring Cloud Function. Each function has a handler class of its own, which pins the
 * function's name and its shape: nothing in an event and nothing in the environment can choose another.
 *
 * <p>The name must be in the catalog, or the start fails. Left alone, {@link FunctionInvoker} falls back to a function
 * that lets the caller's headers choose.
 */
abstract class LambdaHandler extends FunctionInvoker implements AutoCloseable {
    private final OneFunction.Started started;
    private final Snapshot snapshot;

    /**
     * Wires the function and starts it.
     *
     * @param name the function's name, as in the design
     * @param handler the name of the handler class, as the template has it
     * @param shape the kind of event that it takes
     * @throws IllegalArgumentException when a setting is missing or wrong; the message names it
     * @throws IllegalStateException when the catalog lacks the function
     */
    LambdaHandler(String name, String handler, EventShape shape, Map<String, String> environment) {
        OneFunction.prepare(name, () -> {
            var functions = new Functions(Clock.systemUTC());
            return new RewiredFunction.Wired(functions, shape.wire(functions, handler, environment));
        });
        super(name);
        this.started = OneFunction.requireStarted(name);
        this.snapshot =
                new Snapshot(started.function(), now -> now.functions().prime(handler, environment, now.function()));
        Core.getGlobalContext().register(snapshot);
    }

    /** What is done before a snapshot of this process is taken, and after it is restored. */
    Resource snapshot() {
        return snapshot;
    }

    /** Closes every connection. Lambda never asks for it. */
    @Override
    public void close() {
        started.close();
    }
}
