package io.cloudstore.gateway.hosting;

import java.time.Duration;

/** A part of a start, told to the listener with its time when it is done. */
public final class Stage {
    private Stage() {}

    /** What is timed; it may throw what it likes. */
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Does the work, and tells how long it took once it is done; not when it throws. */
    public static <T, X extends Exception> T run(String part, Progress progress, Work<T, X> work) throws X {
        long begin = System.nanoTime();
        T result = work.run();
        progress.ready(part, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }
}
