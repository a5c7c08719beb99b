package io.cloudstore.whitebox;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.stack.EmbeddedStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The embedded cloud as a process of its own, to be killed. */
final class CloudProcess {
    private static final String READY = "READY ";

    private final Process process;
    private final URI api;

    private CloudProcess(Process process, URI api) {
        this.process = process;
        this.api = api;
    }

    /** Starts it on {@code data} and waits until it answers. */
    static CloudProcess start(Path data) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CloudProcess.class.getName(),
                        data.toString()))
                .redirectError(data.resolveSibling(data.getFileName() + ".log").toFile())
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the cloud did not start; see " + data + ".log");
        }
        return new CloudProcess(process, URI.create(line.substring(READY.length())));
    }

    /** What runs in the process. */
    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedCloud cloud = EmbeddedCloud.start(EmbeddedStack.settings(Path.of(arguments[0])), Progress.silent());
        Runtime.getRuntime().addShutdownHook(new Thread(cloud::close));
        System.out.println(READY + cloud.gateway());
        Thread.currentThread().join();
    }

    URI api() {
        return api;
    }

    /** kill -9, the engines with it or left behind. */
    void kill(boolean withEngines) {
        List<ProcessHandle> engines = withEngines ? process.descendants().toList() : List.of();
        Stream.concat(Stream.of(process.toHandle()), engines.stream()).forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    /** Stops it as Ctrl-C does. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }
}
