package io.cloudstore.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into an interrupt of the command's thread, and gives the command a moment to say what it kept. (A JVM
 * that gets SIGINT or SIGTERM runs its shutdown hooks and then ends with 130 or 143 by itself.)
 */
final class Interrupt {
    /** Longest time that a command has to end. Stopping a whole local cloud takes the longest. */
    private static final long GRACE_SECONDS = 40;

    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean signalled;

    private Interrupt() {}

    /** Interrupts {@code command} when the process is told to end. */
    static Interrupt onSignal(Thread command) {
        Interrupt interrupt = new Interrupt();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt.pass(command), "interrupt"));
        return interrupt;
    }

    private void pass(Thread command) {
        if (ended.getCount() > 0) {
            signalled = true;
            command.interrupt();
            try {
                boolean _ = ended.await(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The command has ended; whether the process still has to be ended. */
    boolean commandEnded() {
        boolean toExit = !signalled;
        ended.countDown();
        return toExit;
    }
}
