package io.cloudstore.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running child process, which speaks to us by lines on its standard output. */
public final class Child implements AutoCloseable {
    /** Longer than a stopping cloud takes to end its engines. */
    private static final int SECONDS_TO_STOP = 60;

    private final Process process;
    private final BufferedReader output;
    private final Path errors;
    private final List<String> seen = new ArrayList<>();

    private Child(Process process, Path errors) {
        this.process = process;
        this.output = process.inputReader();
        this.errors = errors;
    }

    /**
     * Starts one.
     *
     * @param environment all that it has of an environment
     */
    public static Child start(List<String> command, Map<String, String> environment) throws IOException {
        return startIn(Path.of("").toAbsolutePath(), command, environment);
    }

    /** Starts one in a folder. */
    public static Child startIn(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile("cloudstore-bench", ".err");
        return start(new ProcessBuilder(command).redirectError(errors.toFile()), folder, environment, errors);
    }

    /** Starts one in a folder that is spoken to otherwise; its lines are kept for the message when it fails. */
    public static Child serve(Path folder, List<String> command, Map<String, String> environment) throws IOException {
        Path log = Files.createTempFile("cloudstore-bench", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        return start(builder, folder, environment, log);
    }

    private static Child start(ProcessBuilder builder, Path folder, Map<String, String> environment, Path errors)
            throws IOException {
        builder.directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(builder.start(), errors);
        } catch (IOException notStarted) {
            Files.delete(errors);
            throw notStarted;
        }
    }

    /**
     * Runs a program to its end, and returns what it printed.
     *
     * @throws IllegalStateException when it ends with a failure; the message has what it said
     */
    public static String run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        try (Child child = startIn(folder, command, environment)) {
            String printed = child.output.readAllAsString();
            child.awaitEnd();
            return printed;
        }
    }

    /**
     * Waits for the line that begins with {@code prefix}, and returns what follows in it.
     *
     * @throws IllegalStateException when the process ends without it; the message has all that the process said
     */
    public String await(String prefix) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length());
            }
            seen.add(line);
        }
        throw new IllegalStateException("A child process ended without saying \"" + prefix + "\". It said:\n"
                + String.join("\n", seen) + "\n" + Files.readString(errors));
    }

    /**
     * Waits until it has ended by itself.
     *
     * @throws IllegalStateException when it ends with a failure; the message has what it said
     */
    public void awaitEnd() throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException("A child process failed:\n" + Files.readString(errors));
        }
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to stop if it still runs, and waits until it has. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        output.close();
        Files.delete(errors);
    }
}
