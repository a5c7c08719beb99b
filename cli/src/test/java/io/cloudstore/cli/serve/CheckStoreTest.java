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
import io.cloudstore.gateway.storecheck.Finding;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.StoreCheck;
import io.cloudstore.gateway.storecheck.Verdict;
import io.cloudstore.gateway.storecheck.Weight;
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
                "--endpoint",
                endpoint,
                "--keys",
                keys,
                "--upload-keys",
                "file:" + home.resolve("up"),
                "--download-keys",
                "file:" + home.resolve("down")));
        arguments.addAll(List.of(more));
        return checkOnly(arguments);
    }

    private Outcome checkOnly(List<String> more) {
        List<String> arguments =
                new ArrayList<>(List.of("check-store", "--staging-bucket", "stage", "--long-term-bucket", "keep"));
        arguments.addAll(more);
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
        assertThat(outcome.json().stream().map(line -> line.path("weight").asString()))
                .contains("must", "must where reached", "should");
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
                .contains("The store can't be used as it is: 1 of ")
                .endsWith(" not tried.\n");
    }

    /** The worker's key signs uploads too, which the embedded store puts up with, as it signs nothing but what is said. */
    @Test
    void one_key_pair_for_all_is_taken() {
        Outcome outcome =
                checkOnly(List.of("-p", "S3Endpoint=" + store.endpoint(), "--keys", "file:" + home.resolve("worker")));

        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    }

    @Test
    void signers_of_a_file_stay_the_signers_beside_the_workers_keys() throws IOException {
        Path file = Files.writeString(
                home.resolve("parameters.yaml"),
                "UploadSigner: file:" + home.resolve("up") + "\nDownloadSigner: file:" + home.resolve("nobody") + "\n");
        Files.writeString(home.resolve("nobody"), "NOBODY:n\n");

        Outcome outcome = withWorkersKeys("--parameters", file.toString());
        assertThat(outcome.exitCode()).isEqualTo(8);
        assertThat(outcome.out()).contains("  fails      ranged-get");

        Outcome typed =
                withWorkersKeys("--parameters", file.toString(), "--download-keys", "file:" + home.resolve("down"));
        assertThat(typed.exitCode()).as(typed.out() + typed.err()).isZero();

        Outcome single = withWorkersKeys("-p", "UploadSigner=file:" + home.resolve("nobody"));
        assertThat(single.out()).contains("  fails      presigned-put");
    }

    private Outcome withWorkersKeys(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--endpoint", store.endpoint().toString(), "--keys", "file:" + home.resolve("worker")));
        arguments.addAll(List.of(more));
        return checkOnly(arguments);
    }

    @Test
    void an_address_of_clients_that_is_out_of_reach_is_named_in_the_summary_and_in_json() {
        Outcome outcome = check("--public-endpoint", "http://127.0.0.1:9");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("  not tried  public-address       no answer from 127.0.0.1:9")
                .endsWith("The store can be used. Not tried: public-address.\n");

        assertThat(check("--public-endpoint", "http://127.0.0.1:9", "--json").json())
                .filteredOn(line -> line.path("verdict").asString().equals("not tried"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.path("check").asString()).isEqualTo("public-address");
                    assertThat(line.path("weight").asString()).isEqualTo("must where reached");
                });
    }

    @Test
    void a_rule_of_which_nothing_is_known_is_named_though_no_other_is_broken() {
        var report = new Report(List.of(
                new Finding("put-expiry", Weight.MUST, Verdict.NOT_TRIED, "", "", ""),
                new Finding("clock", Weight.SHOULD, Verdict.WARNS, "", "", "")));

        assertThat(CheckStore.summary(report)).isEqualTo("The store can't be used as it is. Not tried: put-expiry.");
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
