package io.cloudstore.snapshot;

import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.LambdaRuntimeApiClientImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The part of Lambda's own runtime that goes through a function's hooks, in a process of its own. The runtime is the
 * process's own context of CRaC, as on Lambda.
 */
final class LambdaRuntime {
    private static final String CONTEXT = "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac";
    private static final long SECONDS = 120;

    private LambdaRuntime() {}

    /** Goes through the hooks that come before a snapshot. */
    static void beforeSnapshot() throws Exception {
        // Loads the runtime's native part, with which its context makes the C library forget names of hosts.
        var _ = new LambdaRuntimeApiClientImpl("127.0.0.1:1");
        System.gc(); // the runtime holds nobody who isn't held
        Core.getGlobalContext().beforeCheckpoint(null);
    }

    /** Goes through the hooks that come after a restore. */
    static void afterRestore() throws Exception {
        Core.getGlobalContext().afterRestore(null);
    }

    /** Runs a program's main method in a process with this environment, and returns what it wrote. */
    static String run(Class<?> program, Map<String, String> environment, List<String> words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                CONTEXT,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(words);
        Path output = Files.createTempFile("lambda", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean isOver = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            String written = Files.readString(output);
            if (!isOver || process.exitValue() != 0) {
                throw new IllegalStateException(written);
            }
            return written;
        } finally {
            Files.delete(output);
        }
    }

    /** What stands behind a word in lines of the output. */
    static List<String> after(String word, String output) {
        return output.lines()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }
}
