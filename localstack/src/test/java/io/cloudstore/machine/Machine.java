package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody's machine: the program {@code cloudstore}, a home of its own, and the wire to the cloud. */
final class Machine implements AutoCloseable {
    private static final String PASSWORD = "a long enough passphrase";
    private static final int MOST_SECONDS = 120;

    private final URI cloud;
    private final Path home;
    private final Wire wire = new Wire();

    private Machine(URI cloud, Path home) throws IOException {
        this.cloud = cloud;
        this.home = Files.createDirectories(home);
    }

    /** A machine with a home in {@code home}, at which somebody signs up and in. */
    static Machine ofSomebodyNew(URI cloud, Path home) throws Exception {
        Machine machine = new Machine(cloud, home);
        String name = "m-" + UUID.randomUUID();
        Files.writeString(machine.home.resolve("name"), name);
        machine.run(PASSWORD + "\n", "signup", name, "--password-stdin");
        assertThat(machine.home.resolve(".config/cloudstore/sessions")).isNotEmptyDirectory();
        return machine;
    }

    /** Another machine of the same person. */
    Machine another(Path otherHome) throws Exception {
        Machine machine = new Machine(cloud, otherHome);
        String name = Files.readString(home.resolve("name"));
        Files.writeString(machine.home.resolve("name"), name);
        machine.run(PASSWORD + "\n", "login", name, "--password-stdin");
        return machine;
    }

    Wire wire() {
        return wire;
    }

    /** Puts a file into the root folder and waits for it; the line that {@code put --json} prints of it. */
    JsonNode put(Path source, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("put", "--json", source.toString()));
        words.addAll(List.of(more));
        return JsonMapper.builder().build().readTree(run("", words.toArray(String[]::new)));
    }

    /** Begins to put a file; the process may be killed. */
    Process beginToPut(Path source) throws IOException {
        return start("put", source.toString());
    }

    /** What the drive has at a path. */
    byte[] get(String path) throws Exception {
        Path back = home.resolve(UUID.randomUUID() + ".back");
        run("", "get", path, "-o", back.toString());
        return Files.readAllBytes(back);
    }

    /** The uploads that have not ended. */
    List<JsonNode> uploads() throws Exception {
        JsonMapper json = JsonMapper.builder().build();
        return run("", "uploads", "--json").lines().map(json::readTree).toList();
    }

    private String run(String input, String... words) throws Exception {
        Process process = start(words);
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> String.join(" ", words) + ": " + errors())
                .isZero();
        return out;
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.proxyPort=" + wire.port(),
                "-Dhttp.nonProxyHosts=",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("errors").toFile());
        builder.environment().put("CLOUDSTORE_SERVER", cloud.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        return builder.start();
    }

    /** What its programs said to stderr last. */
    String errors() {
        try {
            return Files.readString(home.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
