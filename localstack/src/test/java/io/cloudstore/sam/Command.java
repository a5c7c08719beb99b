package io.cloudstore.sam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs in the repository's folder and ends by itself. */
final class Command {
    /** The repository. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Where these tests write. */
    static final Path SCRATCH = Path.of("target", "sam").toAbsolutePath();

    private Command() {}

    /** What a program printed, and the status that it ended with. */
    record Output(int status, String out, String err) {
        /** Everything that it printed, for the message of a failed test. */
        String all() {
            return "status " + status + "\n" + out + "\n" + err;
        }

        /** This, of a program that must have succeeded. */
        Output succeeded() {
            if (status != 0) {
                throw new AssertionError(all());
            }
            return this;
        }
    }

    /**
     * Runs a program to its end.
     *
     * @param environment added to this process's own
     * @throws AssertionError if it can't be started, or takes longer than {@code patience}
     */
    static Output run(Duration patience, Map<String, String> environment, List<String> words) {
        try {
            Files.createDirectories(SCRATCH);
            Path out = Files.createTempFile(SCRATCH, "out", ".log");
            Path err = Files.createTempFile(SCRATCH, "err", ".log");
            Process process = builder(environment, words)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            var output = new Output(ended ? process.exitValue() : -1, text(out), text(err));
            if (!ended) {
                throw new AssertionError(String.join(" ", words) + " takes too long\n" + output.all());
            }
            Files.delete(out);
            Files.delete(err);
            return output;
        } catch (IOException e) {
            throw new AssertionError(words.getFirst() + " can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A program that is to run in the repository's folder, on this test's own Java. */
    static ProcessBuilder builder(Map<String, String> environment, List<String> words) {
        var builder = new ProcessBuilder(words).directory(ROOT.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }

    /** The text of a file that a program writes or wrote. */
    static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
