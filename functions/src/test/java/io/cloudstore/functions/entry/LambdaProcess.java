package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A handler in a process of its own, as Lambda has it: made without arguments, its settings the environment. */
final class LambdaProcess {
    private static final String ANSWER = "ANSWER ";

    private LambdaProcess() {}

    /** What a process wrote. */
    record Run(int exit, List<String> answers, List<String> log, String errors) {}

    /** Runs in the process: a handler's class name, then events. */
    public static void main(String[] words) throws Exception {
        var handler = Class.forName(words[0])
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        for (int i = 1; i < words.length; i++) {
            var output = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(words[i].getBytes(StandardCharsets.UTF_8)), output, new OneInvocation());
            System.out.println(ANSWER + output.toString(StandardCharsets.UTF_8));
        }
    }

    static Run run(Map<String, String> environment, String handler, String... events) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LambdaProcess.class.getName(),
                "io.cloudstore.functions.entry." + handler));
        command.addAll(List.of(events));
        File out = File.createTempFile("lambda", ".out");
        File err = File.createTempFile("lambda", ".err");
        try {
            var builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("CLOUDSTORE_") || name.equals("MAIN_CLASS"));
            builder.environment().putAll(environment);
            int exit = builder.start().waitFor();
            List<String> lines = Files.readAllLines(out.toPath());
            return new Run(
                    exit,
                    lines.stream()
                            .filter(line -> line.startsWith(ANSWER))
                            .map(line -> line.substring(ANSWER.length()))
                            .toList(),
                    lines.stream().filter(line -> !line.startsWith(ANSWER)).toList(),
                    Files.readString(err.toPath()));
        } finally {
            delete(out);
            delete(err);
        }
    }

    private static void delete(File file) throws IOException {
        Files.delete(file.toPath());
    }
}
