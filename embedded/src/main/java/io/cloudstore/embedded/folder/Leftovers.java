package io.cloudstore.embedded.folder;

import io.cloudstore.embedded.folder.EngineLedger.Entry;
import io.cloudstore.gateway.hosting.CannotStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Engines that a killed owner left running. They are recognised by process id, moment of start and the data folder in
 * their command line together: never by a name, which a stranger may share.
 */
final class Leftovers {
    /** The kernel counts starts in ticks since boot and rounds the boot's time to seconds, differently in each JVM. */
    private static final Duration START_ROUNDING = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Leftovers() {}

    /**
     * Ends the processes in the ledger that are still the ones we started, and empties it. Only for the holder of the
     * folder's lock.
     *
     * @throws CannotStart when one of them won't end
     */
    static void end(EngineLedger ledger) {
        for (Entry entry : ledger.entries()) {
            find(entry).forEach(process -> end(entry, process));
            ledger.remove(entry.engine());
        }
    }

    /** The processes, none or one as a rule, that the entry means. */
    static Stream<ProcessHandle> find(Entry entry) {
        if (entry.pid() == EngineLedger.STARTING) {
            // Killed between the start and the note of its process id: only the command line can tell, and it does,
            // because the argument is a path inside this folder.
            return ProcessHandle.allProcesses()
                    .filter(process -> names(process, entry.argument()))
                    .filter(process -> start(process).isAfter(entry.since().minus(START_ROUNDING)));
        }
        return ProcessHandle.of(entry.pid())
                .filter(process -> names(process, entry.argument()))
                .filter(process ->
                        Duration.between(entry.since(), start(process)).abs().compareTo(START_ROUNDING) <= 0)
                .stream();
    }

    private static boolean names(ProcessHandle process, String argument) {
        return process.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(argument))
                .orElse(false);
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static void end(Entry entry, ProcessHandle process) {
        process.destroy();
        if (!ended(process, GRACE)) {
            process.destroyForcibly();
            if (!ended(process, AFTER_KILL)) {
                throw new CannotStart("The " + entry.engine() + " engine of an earlier run (process " + process.pid()
                        + ") doesn't end; end it by hand and start again.");
            }
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
