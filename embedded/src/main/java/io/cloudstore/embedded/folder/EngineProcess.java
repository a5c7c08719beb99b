package io.cloudstore.embedded.folder;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A running engine program. */
public final class EngineProcess implements AutoCloseable {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(10);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int LAST_LINES = 5;

    private final String engine;
    private final Process process;
    private final Path log;
    private final Runnable afterEnd;

    EngineProcess(String engine, Process process, Path log, Runnable afterEnd) {
        this.engine = engine;
        this.process = process;
        this.log = log;
        this.afterEnd = afterEnd;
    }

    /** The process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether the program still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Returns as soon as the probe says yes; the engine is stopped when it doesn't.
     *
     * @throws CannotStart when the program ends or the time is up first; the sentence has its log's last lines
     */
    public void awaitReady(BooleanSupplier probe, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!probe.getAsBoolean()) {
            if (!process.isAlive()
                    || System.nanoTime() - end > 0
                    || Thread.currentThread().isInterrupted()) {
                boolean alive = process.isAlive();
                close();
                throw new CannotStart("The " + engine + " engine "
                        + (alive ? "isn't ready after " + limit.toSeconds() + " s" : "ended while starting")
                        + "; the end of " + log + ":\n" + lastLines());
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
    }

    /** Asks the program to end, insists after 20 seconds, and returns when it has ended. A repeat does nothing. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        afterEnd.run();
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(the log can't be read: " + e.getMessage() + ")";
        }
    }
}
