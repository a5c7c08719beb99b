package io.cloudstore.embedded.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that owns a data folder, so that a test can kill it. */
public final class OwnerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final Path complaints;

    private OwnerProcess(Process process, Path complaints) {
        this.process = process;
        this.output = process.inputReader(UTF_8);
        this.complaints = complaints;
    }

    /** Runs a class's main method in a new JVM; what it prints is read by {@link #line}. */
    public static OwnerProcess run(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Path complaints = Files.createTempFile("owner", ".err");
        return new OwnerProcess(
                new ProcessBuilder(command).redirectError(complaints.toFile()).start(), complaints);
    }

    /**
     * The next line that it prints.
     *
     * @throws IOException when it has ended instead; the sentence has what it wrote to standard error
     */
    public String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process ended without a word; its complaints:\n" + Files.readString(complaints));
        }
        return line;
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as {@code kill -9} does, and returns when it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        kill();
        Files.delete(complaints);
    }

    /** What an owner does once it has spoken: waits to be killed, at most until its parent is gone. */
    public static void waitToBeKilled() {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().join());
    }
}
