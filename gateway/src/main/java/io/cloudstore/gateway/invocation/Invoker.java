package io.cloudstore.gateway.invocation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Runs functions on virtual threads. Safe for use by many threads. */
public final class Invoker implements AutoCloseable {
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("function-", 0).factory());

    /**
     * Calls a function and waits for its answer.
     *
     * @param name what a failure calls it
     * @param timeout after which its thread is interrupted and nobody waits for it any more
     * @return its answer, if it gave one
     * @throws FunctionFailure when it threw or took longer
     * @throws InterruptedException when the caller was interrupted; so is the function then
     */
    public <E, R> Optional<R> invoke(String name, Function<E, R> function, E event, Duration timeout)
            throws FunctionFailure, InterruptedException {
        Future<Optional<R>> answer = threads.submit(() -> Optional.ofNullable(function.apply(event)));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw FunctionFailure.timedOut(name, timeout, late);
        } catch (ExecutionException thrown) {
            throw FunctionFailure.threw(name, thrown.getCause() == null ? thrown : thrown.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Interrupts the functions that still run, without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
