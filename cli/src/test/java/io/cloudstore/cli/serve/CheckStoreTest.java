package io.cloudstore.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.embedded.s3.BucketSettings;
import io.cloudstore.embedded.s3.S3Engine;
import io.cloudstore.embedded.s3.S3Settings;
import io.cloudstore.embedded.s3.access.Allow;
import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.SessionSettings;
import io.cloudstore.gateway.storecheck.StoreCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check-store} on the embedded store; what each check sees has tests of its own. */
class CheckStoreTest {
    private static final String STAGING = "arn:aws:s3:::stage/staging/*";
    private static final String LONG_TERM = "arn:aws:s3:::keep/blob/*";

    private final FakeCloud cloud = new FakeCloud();

    @TempDir
    private Path home;

    private S3Engine store;

    @BeforeEach
    void start() throws IOException {
        var worker = new Identity("WORKER", "w", List.of(new Allow("s3:*", "*")));
        var uploads = new Identity("UP", "u", List.of(new Allow("s3:PutObject", STAGING)));
        var downloads = new Identity(
                "DOWN", "d", List.of(new Allow("s3:GetObject", STAGING), new Allow("s3:GetObject", LONG_TERM)));
        store = S3Engine.start(
                new S3Settings(
                        home.resolve("s3"),
                        0,
                        "us-east-1",
                        List.of(bucket("stage"), bucket("keep")),
                        List.of(worker, uploads, downloads),
                        SessionSettings.NONE,
                        Clock.systemUTC(),
                        false),
                (queue, events) -> {});
        Files.writeString(home.resolve("worker"), "WORKER:w\n");
        Files.writeString(home.resolve("up"), "UP:u\n");
        Files.writeString(home.resolve("down"), "DOWN:d\n");
    }

    @AfterEach
    void stop() {
        store.close();
        cloud.close();
    }

    private static BucketSettings bucket(String name) {
        return new BucketSettings(name, List.of(), List.of("*"), Duration.ofDays(30));
    }

    private Outcome check(String... more) {
        return checkAt(store.endpoint().toString(), "file:" + home.resolve("worker"), more);
    }

    private Outcome checkAt(String endpoint, String keys, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "check-store",
                "--endpoint",
                endpoint,
                "--staging-bucket",
                "stage",
                "--long-term-bucket",
                "keep",
                "--keys",
                keys,
                "--upload-keys",
                "file:" + home.resolve("up"),
                "--download-keys",
                "file:" + home.resolve("down")));
        arguments.addAll(List.of(more));
        return new Shell(cloud, home).run(arguments.toArray(String[]::new));
    }

    @Test
    void a_good_store_passes_every_check() {
        Outcome outcome = check();

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out()).contains(StoreCheck.names()).endsWith("The store can be used.\n");
        assertThat(outcome.out().lines().filter(line -> line.startsWith("  ok ")))
                .hasSameSizeAs(StoreCheck.names());
        assertThat(check("--quiet").out()).isEmpty();
    }

    @Test
    void json_has_a_line_for_each_check() {
        Outcome outcome = check("--json");

        assertThat(outcome.json())
                .extracting(line -> line.path("check").asString())
                .isEqualTo(StoreCheck.names());
        assertThat(outcome.json()).allSatisfy(line -> {
            assertThat(line.path("verdict").asString()).isEqualTo("ok");
            assertThat(line.path("means").asString()).isNotBlank();
        });
    }

    @Test
    void keys_that_may_not_write_are_told_with_what_to_change() throws IOException {
        Files.writeString(home.resolve("up"), "DOWN:d");

        Outcome outcome = check();

        assertThat(outcome.exitCode()).isEqualTo(8);
        assertThat(outcome.out())
                .contains("  fails      presigned-put        the PUT was answered with 403 rather than 200")
                .contains("To change: ")
                .contains("  not tried  put-digest           presigned-put did not succeed")
                .contains("The store can't be used as it is");
    }

    /** The worker's key signs uploads too, which the embedded store puts up with, as it signs nothing but what is said. */
    @Test
    void one_key_pair_for_all_is_taken() {
        Outcome outcome = new Shell(cloud, home)
                .run(
                        "check-store",
                        "-p",
                        "S3Endpoint=" + store.endpoint(),
                        "--staging-bucket",
                        "stage",
                        "--long-term-bucket",
                        "keep",
                        "--keys",
                        "file:" + home.resolve("worker"));

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    }

    @Test
    void what_was_typed_wrongly_is_told() {
        String keys = "file:" + home.resolve("worker");
        assertThat(checkAt("nowhere", keys).err()).contains("CLOUDSTORE_S3_ENDPOINT");
        String here = store.endpoint().toString();
        assertThat(checkAt(here, "plain:a:b").exitCode()).isEqualTo(2);
        Outcome missing = checkAt(here, "file:" + home.resolve("nowhere"));
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("WorkerKeys").contains("isn't there").doesNotContain("Exception");
        Outcome unreachable = checkAt("http://127.0.0.1:9", keys);
        assertThat(unreachable.exitCode()).isEqualTo(8);
        assertThat(unreachable.out()).contains("absent-key");
    }
}
