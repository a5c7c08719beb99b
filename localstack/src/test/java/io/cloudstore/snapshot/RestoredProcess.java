package io.cloudstore.snapshot;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A function in a process of its own, through whose hooks Lambda's own runtime goes, and that then answers. */
final class RestoredProcess {
    private static final String ANSWER = "ANSWER ";
    private static final String CONNECTIONS = "CONNECTIONS ";
    private static final String LOADED = "LOADED ";
    private static final int INODE = 9;

    private RestoredProcess() {}

    /** Around what moment the memory is written down, and whether Lambda's hooks are called before it. */
    enum Life {
        /** Started, snapshot, restored, then asked. */
        RESTORED,
        /** Started, asked, then looked at; no hook is called. */
        PLAIN
    }

    /**
     * What became of it.
     *
     * @param connections TCP connections that were open when the memory was written down
     * @param loaded classes that the first answer had to load
     */
    record Run(List<String> answers, int connections, int loaded, String output) {}

    /** Runs in the process: the life, the handler's class name, the file for the memory, then events. */
    public static void main(String[] words) {
        try {
            live(words);
            System.exit(0);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void live(String[] words) throws Exception {
        Life life = Life.valueOf(words[0]);
        var handler = Class.forName(words[1])
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
        Path memory = Path.of(words[2]);
        List<String> events = List.of(words).subList(3, words.length);
        if (life == Life.RESTORED) {
            LambdaRuntime.beforeSnapshot();
            write(memory);
            LambdaRuntime.afterRestore();
        }
        long before = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        for (String event : events) {
            answer(handler, event);
            if (event.equals(events.getFirst())) {
                long after = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
                System.out.println(LOADED + (after - before));
            }
        }
        if (life == Life.PLAIN) {
            write(memory);
        }
    }

    private static void answer(RequestStreamHandler handler, String event) throws IOException {
        var output = new ByteArrayOutputStream();
        var context = (Context) Proxy.newProxyInstance(
                RestoredProcess.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getReturnType() == int.class ? 29_000 : null);
        handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        System.out.println(ANSWER + output.toString(StandardCharsets.UTF_8));
    }

    /** Everything that is reachable, and how many connections are open. */
    private static void write(Path memory) throws IOException {
        System.out.println(CONNECTIONS + connections());
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(memory.toString(), true);
    }

    private static long connections() throws IOException {
        Set<String> tcp = new HashSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            Files.readAllLines(Path.of(table)).stream()
                    .skip(1)
                    .map(line -> "socket:[" + line.strip().split("\\s+", -1)[INODE] + "]")
                    .forEach(tcp::add);
        }
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(file -> tcp.contains(target(file))).count();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException closed) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lives a life in a process with this environment. */
    static Run run(Life life, String handler, Map<String, String> environment, Path memory, String... events)
            throws Exception {
        List<String> words = new ArrayList<>(List.of(life.name(), handler, memory.toString()));
        words.addAll(List.of(events));
        String output = LambdaRuntime.run(RestoredProcess.class, environment, words);
        return new Run(
                LambdaRuntime.after(ANSWER, output),
                Integer.parseInt(LambdaRuntime.after(CONNECTIONS, output).getFirst()),
                LambdaRuntime.after(LOADED, output).stream()
                        .mapToInt(Integer::parseInt)
                        .sum(),
                output);
    }
}
