package io.cloudstore.core.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes calls that mostly wait, of a store for example, side by side: each in a virtual thread of its own. */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Makes all of the calls at once, and returns when the last is over.
     *
     * @return what they returned, in their order
     * @throws IllegalStateException if the thread is interrupted; the calls are interrupted too
     * @throws RuntimeException what the first of the calls that failed, in their order, threw
     */
    public static <T> List<T> all(List<? extends Callable<T>> calls) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while calls were under way", stop);
        } catch (ExecutionException failure) {
            throw switch (failure.getCause()) {
                case RuntimeException cause -> cause;
                case Error cause -> throw cause;
                case null, default -> new IllegalStateException(failure);
            };
        }
    }
}
