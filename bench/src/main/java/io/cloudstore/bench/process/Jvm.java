package io.cloudstore.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a Java process is started.
 *
 * @param flags options of the JVM
 * @param classPath its class path
 */
public record Jvm(List<String> flags, String classPath) {
    /** As Lambda's own runtime has it, by which its Java starts quickly: one core's collector, the quick compiler only. */
    public static final List<String> LAMBDA =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");

    /** Copies what it is given. */
    public Jvm {
        flags = List.copyOf(flags);
    }

    /** With this process's own class path. */
    public static Jvm like(List<String> flags) {
        return new Jvm(flags, System.getProperty("java.class.path"));
    }

    /** The command that runs {@code main}, on this process's JDK. */
    public List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
