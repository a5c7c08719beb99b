package io.cloudstore.bench;

import java.util.concurrent.atomic.AtomicBoolean;

/** Turns Ctrl-C into an interrupt of the main thread, and keeps the process until that has cleaned up. */
final class Interruption {
    /** Longest wait for engines to stop and files to be deleted. */
    private static final long MILLIS_TO_STOP = 60_000;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();

    /** For the thread that this is called on. */
    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.pass(main)));
        return interruption;
    }

    private void pass(Thread main) {
        if (ended.get()) {
            return;
        }
        asked.set(true);
        main.interrupt();
        try {
            main.join(MILLIS_TO_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to stop, so that what fails now fails because of that. */
    boolean isAsked() {
        return asked.get();
    }

    /** Ends the process, unless it is ending already. */
    void exit(int code) {
        ended.set(true);
        if (!isAsked()) {
            System.exit(code);
        }
    }
}
