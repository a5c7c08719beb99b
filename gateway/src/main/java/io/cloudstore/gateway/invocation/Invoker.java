package io.cloudstore.gateway.invocation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Runs functions on virtual threads, those first whose answer somebody waits for: unlike on AWS, all share the processors
 * of one machine. Safe for use by many threads.
 */
public final class Invoker implements AutoCloseable {
    /** Whoever calls again so soon is not done: between two calls of an upload its bytes are sent. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("function-", 0).factory());
    private final ReentrantLock lock = new ReentrantLock();
    private int answering;
    /** When the last answer was given, by {@link System#nanoTime}. */
    private long answered = System.nanoTime() - PAUSE.toNanos();

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

    /** Does as {@link #invoke} for somebody who waits for the answer: work behind keeps back meanwhile. */
    public <E, R> Optional<R> answer(String name, Function<E, R> function, E event, Duration timeout)
            throws FunctionFailure, InterruptedException {
        count(1);
        try {
            return invoke(name, function, event, timeout);
        } finally {
            count(-1);
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            answering += more;
            if (more < 0) {
                answered = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when nobody has waited for an {@link #answer} for a moment, and after {@code atMost} in any case. */
    public void awaitQuiet(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = untilQuiet(); left > 0; left = untilQuiet()) {
            long most = end - System.nanoTime();
            if (most <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, most));
        }
    }

    /** Nanoseconds until it has been quiet for a moment, if nobody calls meanwhile. */
    private long untilQuiet() {
        lock.lock();
        try {
            return answering > 0 ? PAUSE.toNanos() : answered + PAUSE.toNanos() - System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    /** Interrupts the functions that still run, without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
