package io.cloudstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.contract.Relay.Fault;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.gateway.storecheck.Finding;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.StoreCheck;
import io.cloudstore.gateway.storecheck.StoreToCheck;
import io.cloudstore.gateway.storecheck.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The check of stores on a store that keeps every rule, and on stores that break one each: each check is seen failing, and
 * nothing is left behind whatever was found.
 */
class StoreCheckTest {
    private static final String REGION = "us-east-1";

    private static StoreUnderTest.Engine engine;
    private static S3Client all;

    @BeforeAll
    static void start() throws Exception {
        engine = StoreUnderTest.engine();
        all = S3Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(engine.endpoint())
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(credentials(engine.ownerKeys()))
                .build();
    }

    @AfterAll
    static void stop() {
        all.close();
        engine.end().run();
    }

    private static AwsCredentialsProvider credentials(String keys) {
        String[] pair = keys.split(":", 2);
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(pair[0], pair[1]));
    }

    private static StoreToCheck at(URI endpoint) {
        return at(endpoint, engine.stagingBucket(), Clock.systemUTC());
    }

    private static StoreToCheck at(URI endpoint, String stagingBucket, Clock clock) {
        return at(endpoint, Optional.empty(), stagingBucket, clock);
    }

    private static StoreToCheck at(URI endpoint, Optional<URI> forClients, String stagingBucket, Clock clock) {
        var settings = new S3.Settings(
                REGION,
                Optional.of(endpoint),
                forClients,
                stagingBucket,
                engine.longTermBucket(),
                new Identity.Keys(engine::workerKeys),
                new Identity.Keys(engine::uploadKeys),
                new Identity.Keys(engine::downloadKeys),
                Duration.ofSeconds(30));
        return new StoreToCheck(settings, credentials(engine.workerKeys()), "https://pages.example", clock);
    }

    private static Report check(StoreToCheck store) throws InterruptedException {
        return StoreCheck.run(store, finding -> {});
    }

    private static List<String> names(Report report, Verdict verdict) {
        return report.of(verdict).stream().map(Finding::name).toList();
    }

    /** Objects and multipart uploads in both buckets. */
    private static List<String> inTheStore() {
        List<String> found = new ArrayList<>();
        for (String bucket : List.of(engine.stagingBucket(), engine.longTermBucket())) {
            all.listObjectsV2Paginator(l -> l.bucket(bucket))
                    .contents()
                    .forEach(object -> found.add(bucket + "/" + object.key()));
            all.listMultipartUploadsPaginator(l -> l.bucket(bucket))
                    .uploads()
                    .forEach(upload -> found.add(bucket + "/" + upload.key() + " " + upload.uploadId()));
        }
        return found;
    }

    @Test
    void a_store_that_keeps_every_rule_is_usable_and_nothing_is_left_in_it() throws Exception {
        List<Finding> told = new ArrayList<>();
        List<String> before = inTheStore();

        Report report = StoreCheck.run(at(engine.endpoint()), told::add);

        assertThat(names(report, Verdict.FAILS)).as(report.toString()).isEmpty();
        assertThat(names(report, Verdict.NOT_TRIED)).isEmpty();
        assertThat(report.isUsable()).isTrue();
        assertThat(told).isEqualTo(report.findings());
        assertThat(told).extracting(Finding::name).isEqualTo(StoreCheck.names());
        assertThat(inTheStore()).isEqualTo(before);
    }

    @Test
    void the_relay_alone_breaks_nothing() throws Exception {
        try (var relay = new Relay(engine.endpoint(), (request, store) -> store.ask(request))) {
            Report report = check(at(relay.address()));
            assertThat(names(report, Verdict.FAILS)).as(report.toString()).isEmpty();
            assertThat(names(report, Verdict.NOT_TRIED)).isEmpty();
        }
    }

    static Stream<String> checks() {
        return StoreCheck.names().stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void each_check_sees_a_store_that_breaks_its_rule_and_no_other_does(String check) throws Exception {
        Map<String, Fault> faults = new Faults(all).byCheck();
        assertThat(faults).as("stores that break one rule").containsOnlyKeys(StoreCheck.names());
        List<String> before = inTheStore();
        // a clock is no store's to break: ours is five minutes off
        Clock clock =
                check.equals("clock") ? Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)) : Clock.systemUTC();
        try (var relay = new Relay(engine.endpoint(), faults.get(check))) {
            boolean isForClients = check.equals("public-address");
            Report report = check(at(
                    isForClients ? engine.endpoint() : relay.address(),
                    isForClients ? Optional.of(relay.address()) : Optional.empty(),
                    engine.stagingBucket(),
                    clock));

            List<Finding> broken = report.findings().stream()
                    .filter(finding -> finding.verdict() == Verdict.FAILS || finding.verdict() == Verdict.WARNS)
                    .toList();
            assertThat(broken).extracting(Finding::name).as(report.toString()).containsExactly(check);
            Finding finding = broken.getFirst();
            assertThat(finding.seen()).isNotBlank().doesNotStartWith("no answer");
            assertThat(finding.change()).isNotBlank();
            assertThat(report.isUsable()).isEqualTo(finding.verdict() == Verdict.WARNS);
        }
        if (!check.equals("clean")) {
            assertThat(inTheStore()).isEqualTo(before);
        }
    }

    private static Clock ahead(int seconds) {
        return Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void clocks_that_are_apart_are_told_and_leave_nothing_untried(int seconds) throws Exception {
        Report report = check(at(engine.endpoint(), engine.stagingBucket(), ahead(seconds)));

        assertThat(names(report, Verdict.FAILS)).as(report.toString()).isEmpty();
        assertThat(names(report, Verdict.NOT_TRIED)).isEmpty();
        assertThat(names(report, Verdict.WARNS)).containsExactly("clock");
        assertThat(report.isUsable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void a_url_that_never_ends_is_seen_however_far_the_clocks_are_apart(int seconds) throws Exception {
        Fault neverEnds = Objects.requireNonNull(new Faults(all).byCheck().get("put-expiry"));
        try (var relay = new Relay(engine.endpoint(), neverEnds)) {
            Report report = check(at(relay.address(), engine.stagingBucket(), ahead(seconds)));

            assertThat(names(report, Verdict.FAILS)).as(report.toString()).containsExactly("put-expiry");
            assertThat(report.isUsable()).isFalse();
        }
    }

    @Test
    void a_store_that_takes_no_notice_of_an_added_copy_source_keeps_the_rule() throws Exception {
        Fault overlooks = (request, store) -> store.ask(
                request.isOf("put-copy-source") || request.isOf("part-copy-source")
                        ? request.without("x-amz-copy-source")
                        : request);
        try (var relay = new Relay(engine.endpoint(), overlooks)) {
            Report report = check(at(relay.address()));

            assertThat(names(report, Verdict.FAILS)).as(report.toString()).isEmpty();
            assertThat(report.isUsable()).isTrue();
        }
    }

    @Test
    void where_nobody_answers_one_check_fails_and_the_others_are_not_tried() throws Exception {
        Report report = check(at(URI.create("http://127.0.0.1:9")));

        assertThat(names(report, Verdict.FAILS)).containsExactly("absent-key");
        assertThat(report.of(Verdict.NOT_TRIED))
                .hasSize(StoreCheck.names().size() - 1)
                .allSatisfy(finding -> assertThat(finding.seen()).endsWith("did not succeed"));
        assertThat(report.isUsable()).isFalse();
    }

    /** As in a container, where clients' localhost is not ours. */
    @Test
    void an_address_of_clients_that_can_not_be_reached_from_here_refuses_no_store() throws Exception {
        Report report = check(at(
                engine.endpoint(),
                Optional.of(URI.create("http://127.0.0.1:9")),
                engine.stagingBucket(),
                Clock.systemUTC()));

        assertThat(names(report, Verdict.NOT_TRIED)).containsExactly("public-address");
        assertThat(report.isUsable()).as(report.toString()).isTrue();
    }

    @Test
    void a_bucket_that_the_keys_are_not_for_is_told() throws Exception {
        Report report = check(at(engine.endpoint(), "no-such-bucket-of-ours", Clock.systemUTC()));

        assertThat(names(report, Verdict.FAILS)).containsExactly("absent-key");
        assertThat(report.findings().getFirst().seen()).containsAnyOf("s3:ListBucket", "bucket is not there");
    }
}
