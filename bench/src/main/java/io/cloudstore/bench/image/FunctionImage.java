package io.cloudstore.bench.image;

import io.cloudstore.bench.cold.FirstAnswer;
import io.cloudstore.bench.engines.Engines;
import io.cloudstore.bench.process.Child;
import io.cloudstore.bench.process.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An image with all functions on Lambda's own for Java 25. Lambda's runtime is on their class path, as an AOT cache holds
 * nothing that another class loader than the JVM's own has loaded. Closing it removes it.
 *
 * @param engines Docker, and the network that containers are in
 * @param context the folder that it is made from
 * @param tag its name
 * @param classPath of the JVM in it
 */
record FunctionImage(Engines engines, Path context, String tag, String classPath) implements AutoCloseable {
    /** What the JVM is told besides; more options of the JVM. */
    static final String OPTIONS = "CLOUDSTORE_BENCH_OPTIONS";

    private static final String TASK = "/var/task/";
    private static final String JAVA = "/var/lang/bin/java";

    private static final String DOCKERFILE = """
            FROM public.ecr.aws/lambda/java:25
            COPY bootstrap /var/runtime/bootstrap
            COPY lib/ /var/task/lib/
            """;

    private static final String WITH_CACHES = """
            FROM %s
            COPY *.aot /var/task/
            """;

    // The image's entry point starts this, by its emulator of Lambda where nobody else plays Lambda.
    private static final String BOOTSTRAP = """
            #!/bin/sh
            exec %s %s $%s -cp %s com.amazonaws.services.lambda.runtime.api.client.AWSLambda "$_HANDLER"
            """;

    /**
     * Makes one.
     *
     * @param jars the class path of this machine; its order is kept
     */
    static FunctionImage make(Engines engines, Path context, String jars) throws IOException, InterruptedException {
        Path lib = Files.createDirectories(context.resolve("lib"));
        List<String> inside = new ArrayList<>();
        for (String jar : jars.split(File.pathSeparator)) {
            Path file = Path.of(jar);
            String name = file.getFileName().toString();
            Files.copy(
                    file, lib.resolve(name), StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            inside.add(TASK + "lib/" + name);
        }
        String classPath = String.join(":", inside);
        Path bootstrap = context.resolve("bootstrap");
        Files.writeString(bootstrap, BOOTSTRAP.formatted(JAVA, String.join(" ", Jvm.LAMBDA), OPTIONS, classPath));
        Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(context.resolve("Dockerfile"), DOCKERFILE);
        FunctionImage image = new FunctionImage(engines, context, "cloudstore-bench:functions", classPath);
        image.build();
        return image;
    }

    /** Makes another on top of this, with the AOT caches that are in the folder. */
    FunctionImage withCaches(Path caches) throws IOException, InterruptedException {
        Files.writeString(caches.resolve("Dockerfile"), WITH_CACHES.formatted(tag));
        FunctionImage image = new FunctionImage(engines, caches, "cloudstore-bench:caches", classPath);
        image.build();
        return image;
    }

    private void build() throws IOException, InterruptedException {
        engines.run("docker", "build", "--quiet", "--tag", tag, context.toString());
    }

    /**
     * Has a handler answer an event once, in the image, for Java to learn what it loads.
     *
     * @param name the cache's, without the ending
     * @param event file of the event
     * @param caches folder that the cache is written into
     */
    void train(String name, String handler, Path event, Map<String, String> environment, Path caches)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(run(environment));
        command.addAll(List.of("--volume", caches + ":/caches", "--volume", event + ":/event.json:ro"));
        command.addAll(List.of("--entrypoint", JAVA, tag));
        command.addAll(Jvm.LAMBDA);
        command.addAll(List.of("-XX:AOTCacheOutput=/caches/" + name + ".aot", "-cp", classPath));
        command.addAll(List.of(FirstAnswer.class.getName(), handler, "/event.json"));
        engines.run(command.toArray(String[]::new));
    }

    /** The option of the JVM that has it take a cache, or end if it can't. */
    static String cache(String name) {
        return "-XX:AOTMode=on -XX:AOTCache=" + TASK + name + ".aot";
    }

    /** Starts a container that answers for a handler at this port of the loopback interface. */
    Child start(String handler, Map<String, String> environment, int port) throws IOException {
        List<String> command = new ArrayList<>(run(environment));
        command.addAll(List.of("--publish", "127.0.0.1:" + port + ":8080", tag, handler));
        return Child.serve(engines.root(), command, engines.environment());
    }

    private List<String> run(Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm", "--network", engines.network()));
        command.addAll(environment.entrySet().stream()
                .map(each -> "--env=" + each.getKey() + "=" + each.getValue())
                .collect(Collectors.toList()));
        return command;
    }

    @Override
    public void close() throws IOException {
        try {
            engines.run("docker", "image", "rm", tag);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
