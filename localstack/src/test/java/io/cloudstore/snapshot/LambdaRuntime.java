package io.cloudstore.snapshot;

import com.amazonaws.services.lambda.crac.Core;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
        loadNativePart();
        System.gc(); // the runtime holds nobody who isn't held
        Core.getGlobalContext().beforeCheckpoint(null);
    }

    /** Goes through the hooks that come after a restore. */
    static void afterRestore() throws Exception {
        Core.getGlobalContext().afterRestore(null);
    }

    /** With it, the runtime clears the JVM's cache of names. */
    private static void loadNativePart() throws IOException {
        String processor =
                System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = Files.createTempFile("aws-lambda-jni", ".so");
        try (InputStream packed = Core.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + processor + ".so")) {
            Files.copy(Objects.requireNonNull(packed), library, StandardCopyOption.REPLACE_EXISTING);
            System.load(library.toString());
        } finally {
            Files.delete(library);
        }
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
