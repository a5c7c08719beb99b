package io.cloudstore.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.context.Environment;
import io.cloudstore.cli.context.GlobalOptions;
import io.cloudstore.cli.context.Invocation;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.gateway.http.Proxies;
import io.cloudstore.gateway.serve.ServeSettings;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code serve} does around a gateway; the gateway has tests of its own. */
class ServeTest {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<ServeSettings> settings = new AtomicReference<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path home;

    @Test
    void it_says_where_it_answers_and_stays_until_interrupted() throws Exception {
        AtomicInteger exitCode = new AtomicInteger(-1);
        Thread command = new Thread(() -> exitCode.set(serve()));
        command.start();
        started.await();
        assertThat(stopped).isFalse();
        command.interrupt();
        command.join();
        assertThat(exitCode).hasValue(0);
        assertThat(stopped).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("schema               0.2 s")
                .contains("Cloudstore answers at http://server.example:8780")
                .endsWith("Stopped.\n");
        assertThat(settings.get()).isEqualTo(new ServeSettings("127.0.0.1", 8780, Map.of(), Proxies.NONE, false, true));
    }

    @Test
    void what_is_typed_last_wins_and_single_parameters_win_over_files() throws Exception {
        Path first = Files.writeString(home.resolve("first.yaml"), "DbUser: one\nDbPool: 1\nStage: one\n");
        Path second = Files.writeString(home.resolve("second.yaml"), "DbPool: 2\nStage: two\n");
        interruptedServe(
                "--listen",
                "[::1]:0",
                "--provision",
                "--no-check",
                "--trusted-proxy",
                "10.0.0.0/8",
                "-p",
                "Stage=three",
                "--parameters",
                first.toString(),
                "--parameters",
                second.toString(),
                "--parameter",
                "DbUrl=jdbc:mysql://db/x?a=b&c=d");
        assertThat(settings.get())
                .isEqualTo(new ServeSettings(
                        "::1",
                        0,
                        Map.of("DbUser", "one", "DbPool", "2", "Stage", "three", "DbUrl", "jdbc:mysql://db/x?a=b&c=d"),
                        Proxies.at(List.of("10.0.0.0/8")),
                        true,
                        false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8780", "localhost", "localhost:", ":8780", "localhost:65536", "::1:8780", "a b:1"})
    void an_address_that_is_none_is_wrong_usage(String listen) {
        Outcome outcome = shell("serve", "--listen", listen);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--listen takes HOST:PORT, not \"" + listen + "\"");
    }

    @Test
    void parameters_that_cannot_be_read_are_wrong_usage() throws Exception {
        assertWrong(
                "isn't there",
                "serve",
                "--parameters",
                home.resolve("nowhere.yaml").toString());
        assertWrong("can't be read", "serve", "--parameters", home.toString());
        Path list = Files.writeString(home.resolve("list.yaml"), "- a\n- list\n");
        assertWrong("is not a map", "serve", "--parameters", list.toString());
        assertWrong("NAME=VALUE", "serve", "--parameter", "DbUrl");
        Path broken = Files.writeString(home.resolve("broken.yaml"), "a: [\n");
        assertThat(assertWrong("is not YAML", "serve", "--parameters", broken.toString())
                        .err()
                        .lines())
                .as("it is told in lines, with where it is")
                .hasSizeGreaterThan(2)
                .noneMatch(line -> line.contains("\\u00"))
                .last()
                .isEqualTo("  Write lines of Name: value.");
    }

    @Test
    void a_proxy_without_an_address_is_wrong_usage() {
        assertWrong("\"proxy.example\" is no address", "serve", "--trusted-proxy", "proxy.example");
    }

    @Test
    void parameters_that_the_template_refuses_are_wrong_usage() {
        assertWrong("no parameter DbUri", "serve", "-p", "DbUri=jdbc:mysql://db/x");
        assertWrong("must be at least 1", "serve", "-p", "DbPool=0");
        Outcome secret = assertWrong("DbPassword", "serve", "-p", "DbPassword=hunter2");
        assertThat(secret.err()).doesNotContain("hunter2").contains("ssm|secret|file");
    }

    @Test
    void what_cannot_be_started_is_a_sentence_and_another_exit_code() {
        Outcome outcome = shell("serve", "-p", "DbPassword=file:" + home.resolve("nowhere"));
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("Parameter DbPassword refers to " + home.resolve("nowhere") + ", which isn't there.")
                .doesNotContain("Exception");
    }

    private Outcome assertWrong(String words, String... arguments) {
        Outcome outcome = shell(arguments);
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(words).doesNotContain("Exception");
        return outcome;
    }

    private Outcome shell(String... arguments) {
        try (FakeCloud cloud = new FakeCloud()) {
            return new Shell(cloud, home).run(arguments);
        }
    }

    private void interruptedServe(String... more) throws InterruptedException {
        Thread command = new Thread(() -> serve(more));
        command.start();
        started.await();
        command.interrupt();
        command.join();
    }

    private int serve(String... more) {
        Environment environment = new Environment(
                Map.of(),
                home,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                0,
                prompt -> Optional.empty(),
                System::nanoTime,
                unchanged -> unchanged);
        Invocation invocation = new Invocation(environment, new GlobalOptions(), List.of("serve"));
        return new CommandLine(new Serve(invocation, this::start)).execute(more);
    }

    private Server start(ServeSettings given, BiConsumer<String, Duration> ready) {
        settings.set(given);
        ready.accept("schema", Duration.ofMillis(200));
        started.countDown();
        return new Server() {
            @Override
            public URI address() {
                return URI.create("http://server.example:8780");
            }

            @Override
            public void close() {
                stopped.set(true);
            }
        };
    }
}
