package io.cloudstore.cli.terminal;

import io.cloudstore.cli.context.Invocation;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows a meter until it is closed: on a terminal as one line drawn again and again, elsewhere as a line now and then,
 * or not at all. Results that are printed meanwhile go through {@link #print}, so that they don't run into the line.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final long DRAWING_MILLIS = 125;
    private static final long PLAIN_LINES_MILLIS = 10_000;

    private final Meter meter;
    private final PrintStream err;
    private final PrintStream out;
    private final int columns;
    private final boolean shown;
    private final LongSupplier clock;
    private final Speed speed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private int drawn;

    /** Begins to show {@code meter} as the invocation wants it. */
    public ProgressDisplay(Meter meter, Invocation invocation) {
        this.meter = meter;
        this.err = invocation.environment().err();
        this.out = invocation.environment().out();
        this.columns = invocation.environment().columns();
        this.shown = invocation.showsProgress();
        this.clock = invocation.environment().nanoTime();
        this.speed = new Speed(clock.getAsLong());
        if (shown) {
            long every = columns > 0 ? DRAWING_MILLIS : PLAIN_LINES_MILLIS;
            timer.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void show() {
        if (timer.isShutdown()) {
            return;
        }
        Meter.Reading reading = meter.read();
        speed.sample(clock.getAsLong(), reading.moved());
        if (columns == 0) {
            err.println(ProgressText.plain(reading, speed));
            return;
        }
        String line = ProgressText.line(reading, speed, columns);
        err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        err.flush();
        drawn = line.length();
    }

    /** Prints a result line in place of the progress, which is drawn again below it. */
    public synchronized void print(String line) {
        wipe();
        out.println(line);
    }

    /** The same for a line that is no result. */
    public synchronized void note(String line) {
        wipe();
        err.println(line);
    }

    private void wipe() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        wipe();
    }
}
