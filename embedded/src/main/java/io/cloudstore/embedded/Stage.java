package io.cloudstore.embedded;

import java.time.Duration;

/** A part of a start, told to the listener with its time when it is done. */
final class Stage {
    private Stage() {}

    /** What is timed; it may throw what it likes. */
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    static <T, X extends Exception> T run(String part, Progress progress, Work<T, X> work) throws X {
        long begin = System.nanoTime();
        T result = work.run();
        progress.ready(part, Duration.ofNanos(System.nanoTime() - begin));
        return result;
    }
}
