package io.cloudstore.embedded.folder;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the engines that are programs of their own, and keeps the ledger of who they are. */
public final class EngineProcesses {
    /** Gives the engine a session of its own: a Ctrl-C in the terminal is for us, and we end the engines in order. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final EngineLedger ledger;
    private final Map<String, EngineProcess> running = new ConcurrentHashMap<>();

    EngineProcesses(EngineLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Starts a program with its output in a log file. Its identity is in the ledger before this returns.
     *
     * @param engine the engine's name, one process each
     * @param command program and arguments
     * @param identity the one of the arguments that names a path in the data folder
     * @param directory the working directory
     * @param log where standard output and error are appended
     */
    public EngineProcess start(String engine, List<String> command, String identity, Path directory, Path log) {
        if (!command.contains(identity)) {
            throw new IllegalArgumentException("the identity is not an argument of the command");
        }
        ledger.put(new EngineLedger.Entry(engine, EngineLedger.STARTING, Instant.now(), identity));
        try {
            Process process = builder(command, directory, log).start();
            Instant start = process.info().startInstant().orElseGet(Instant::now);
            ledger.put(new EngineLedger.Entry(engine, process.pid(), start, identity));
            EngineProcess started = new EngineProcess(engine, process, log, () -> forget(engine));
            running.put(engine, started);
            return started;
        } catch (IOException e) {
            ledger.remove(engine);
            throw new CannotStart("The " + engine + " engine can't be started: " + e.getMessage(), e);
        }
    }

    /** Runs a program, with some variables more, to its end and returns its exit status; output goes to the log. */
    public int run(List<String> command, Map<String, String> environment, Path directory, Path log)
            throws InterruptedException {
        ProcessBuilder builder = builder(command, directory, log);
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends whatever is still running. */
    void stopAll() {
        List.copyOf(running.values()).forEach(EngineProcess::close);
    }

    private void forget(String engine) {
        running.remove(engine);
        ledger.remove(engine);
    }

    private static ProcessBuilder builder(List<String> command, Path directory, Path log) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            line.add(SETSID.toString());
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("TZ", "UTC");
        return builder;
    }
}
