package io.cloudstore.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.context.Environment;
import io.cloudstore.cli.context.GlobalOptions;
import io.cloudstore.cli.context.Invocation;
import io.cloudstore.client.fake.FakeCloud;
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
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code up} does around a cloud; the embedded one has tests of its own. */
class UpTest {
    private final FakeCloud fake = new FakeCloud();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(StandardCharsets.UTF_8).contains("answers at")) {
                answers.countDown();
            }
        }
    };

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void the_first_start_does_the_main_job_and_stays_until_interrupted() throws Exception {
        AtomicInteger exitCode = new AtomicInteger(-1);
        Thread command = new Thread(() -> exitCode.set(up()));
        command.start();
        answers.await();
        assertThat(stopped).isFalse();
        command.interrupt();
        command.join();

        assertThat(exitCode).hasValue(0);
        assertThat(stopped).isTrue();
        assertThat(output())
                .contains("engine       0.2 s")
                .contains("account demo")
                .containsPattern("password \\(shown only now\\): ([a-z2-9]{5}-){3}[a-z2-9]{5}\n")
                .contains("hello.txt, 27 B, 1 part")
                .contains("three-parts.bin, 20.0 MiB, 3 parts")
                .contains("-3\n")
                .contains("event → queue → transfer → long-term bucket")
                .contains("Both files came back byte for byte.")
                .contains("Cloudstore answers at " + fake.url())
                .contains("--server " + fake.url())
                .contains("Everything is kept in " + home.resolve("data"));
        assertThat(fake.files()).hasSize(2);
    }

    @Test
    void a_later_start_makes_no_account_and_no_files() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/version"), "1\n");
        Thread command = new Thread(this::up);
        command.start();
        answers.await();
        command.interrupt();
        command.join();
        assertThat(output()).doesNotContain("demo").doesNotContain("hello.txt");
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void damage_on_the_way_fails_the_first_start_and_stops_the_cloud() {
        fake.refuse(call -> {
            if (call.endsWith("/download")) {
                fake.store().damage(call.split("/")[3]);
            }
            return null;
        });
        assertThat(up()).isNotZero();
        assertThat(stopped).isTrue();
        assertThat(output()).doesNotContain("answers at");
    }

    @Test
    void ports_that_leave_no_room_for_five_are_refused() {
        assertThat(up("--port", "65532")).isNotZero();
        assertThat(up("--port", "-1")).isNotZero();
    }

    private int up(String... more) {
        Environment environment = new Environment(
                Map.of("CLOUDSTORE_DATA", home.resolve("data").toString()),
                home,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                0,
                prompt -> Optional.empty(),
                System::nanoTime,
                settings -> settings);
        Invocation invocation = new Invocation(environment, new GlobalOptions(), List.of("up"));
        return new CommandLine(new Up(invocation, this::start)).execute(more);
    }

    private Cloud start(Path data, OptionalInt port, BiConsumer<String, Duration> ready) {
        ready.accept("engine", Duration.ofMillis(200));
        return new Cloud() {
            @Override
            public URI address() {
                return fake.url();
            }

            @Override
            public void close() {
                stopped.set(true);
            }
        };
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
