package io.cloudstore.bench.process;

/**
 * Elapsed time.
 *
 * @param began as {@link System#nanoTime} had it
 */
public record Stopwatch(long began) {
    /** What a child process says when it has measured: the line goes on with the seconds. */
    public static final String TOOK = "took ";

    /** Begins to measure. */
    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** Seconds since the start. */
    public double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
