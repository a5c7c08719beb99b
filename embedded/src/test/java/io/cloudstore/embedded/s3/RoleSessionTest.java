package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.UPLOAD_ROLE;
import static io.cloudstore.embedded.s3.Fixture.UPLOAD_SIGNER;
import static io.cloudstore.embedded.s3.Fixture.WORKER;
import static io.cloudstore.embedded.s3.ObjectContractTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.SessionSettings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Sessions of a role: who may begin one, what it may do, and its end. The SDK's own STS client begins them. */
class RoleSessionTest {
    private static final SettableClock CLOCK = new SettableClock();

    @TempDir
    static Path folder;

    private static Fixture fixture;
    private static StsClient sts;

    @BeforeAll
    static void start() throws Exception {
        fixture = new Fixture(folder, CLOCK, (queue, events) -> {});
        sts = sts(fixture, Fixture.credentials(WORKER));
    }

    @AfterEach
    void backToNow() {
        CLOCK.move(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        sts.close();
        fixture.close();
    }

    @Test
    void the_sdks_provider_begins_a_session_and_its_keys_sign_requests() {
        try (var provider = StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(sts)
                        .refreshRequest(r -> r.roleArn(UPLOAD_ROLE.arn()).roleSessionName("cloudstore-upload"))
                        .build();
                S3Client signer = as(provider)) {
            signer.putObject(p -> p.bucket(STAGING).key("staging/sdk"), RequestBody.fromString("x"));
            AwsCredentials keys = provider.resolveCredentials();
            assertThat(keys.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
            assertThat(keys.secretAccessKey()).hasSize(40);
        }
        assertThat(fixture.s3
                        .headObject(h -> h.bucket(STAGING).key("staging/sdk"))
                        .contentLength())
                .isEqualTo(1);
    }

    @Test
    void the_answer_tells_when_the_session_ends_and_whose_it_is() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        AssumeRoleResponse answer = sts.assumeRole(asked(r -> r.durationSeconds(900)));

        assertThat(answer.credentials().expiration())
                .isBetween(before.plusSeconds(900), Instant.now().plusSeconds(900));
        assertThat(answer.assumedRoleUser().arn())
                .isEqualTo("arn:aws:sts::000000000000:assumed-role/UploadSignerRole/test");
        assertThat(answer.assumedRoleUser().assumedRoleId()).isEqualTo("UploadSignerRole:test");
        assertThat(sts.assumeRole(asked(r -> {})).credentials().expiration())
                .as("without a duration, an hour")
                .isBetween(before.plusSeconds(3600), Instant.now().plusSeconds(3600));
    }

    @Test
    void two_sessions_of_one_second_have_other_keys() {
        Credentials one = begin();
        Credentials other = begin();

        assertThat(one.accessKeyId()).isNotEqualTo(other.accessKeyId());
        assertThat(one.secretAccessKey()).isNotEqualTo(other.secretAccessKey());
    }

    @Test
    void a_session_may_do_what_its_role_may_and_nothing_else() {
        try (S3Client signer = as(provider(begin()))) {
            signer.putObject(p -> p.bucket(STAGING).key("staging/put"), RequestBody.fromString("x"));
            assertDenied(() -> signer.putObject(p -> p.bucket(STAGING).key("other"), RequestBody.fromString("x")));
            assertDenied(() -> signer.getObject(g -> g.bucket(STAGING).key("staging/put")));
            assertDenied(() -> signer.deleteObject(d -> d.bucket(STAGING).key("staging/put")));
            assertDenied(() -> signer.copyObject(c -> c.sourceBucket(STAGING)
                    .sourceKey("staging/put")
                    .destinationBucket(STAGING)
                    .destinationKey("staging/stolen")));
        }
    }

    @Test
    void only_who_is_trusted_may_begin_a_session() {
        for (Identity stranger : List.of(UPLOAD_SIGNER, Fixture.DOWNLOAD_SIGNER)) {
            try (StsClient theirs = sts(fixture, Fixture.credentials(stranger))) {
                refused(403, "AccessDenied", () -> theirs.assumeRole(asked(r -> {})));
            }
        }
        refused(
                403,
                "AccessDenied",
                () -> sts.assumeRole(asked(r -> r.roleArn("arn:aws:iam::000000000000:role/NoSuchRole"))));
        try (StsClient session = sts(fixture, provider(begin()))) {
            refused(403, "AccessDenied", () -> session.assumeRole(asked(r -> {})));
        }
    }

    @Test
    void who_is_not_known_or_forges_begins_none() {
        try (StsClient nobody = sts(fixture, Fixture.credentials(new Identity("NOBODY", "secret", List.of())));
                StsClient forger = sts(fixture, Fixture.credentials(new Identity("WORKER", "guessed", List.of())))) {
            refused(403, "InvalidClientTokenId", () -> nobody.assumeRole(asked(r -> {})));
            refused(403, "SignatureDoesNotMatch", () -> forger.assumeRole(asked(r -> {})));
        }
    }

    @Test
    void what_is_not_here_or_out_of_bounds_is_refused() {
        refused(400, "ValidationError", () -> sts.assumeRole(asked(r -> r.durationSeconds(899))));
        refused(400, "ValidationError", () -> sts.assumeRole(asked(r -> r.durationSeconds(3601))));
        refused(400, "ValidationError", () -> sts.assumeRole(asked(r -> r.roleSessionName("no spaces"))));
        refused(501, "NotImplemented", () -> sts.assumeRole(asked(r -> r.policy("{}"))));
        refused(400, "InvalidAction", sts::getCallerIdentity);
    }

    @Test
    void a_form_without_a_signature_begins_none() throws Exception {
        HttpResponse<String> answer = fixture.send(fixture.to("/")
                .POST(BodyPublishers.ofString(
                        "Action=AssumeRole&Version=2011-06-15&RoleArn=" + UPLOAD_ROLE.arn() + "&RoleSessionName=test"))
                .build());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>").doesNotContain("SessionToken");
    }

    @Test
    void keys_of_a_session_are_nobodys_without_its_token() {
        Credentials session = begin();
        try (S3Client bare = fixture.client(
                new Identity(session.accessKeyId(), session.secretAccessKey(), List.of()),
                RequestChecksumCalculation.WHEN_SUPPORTED)) {
            refusedPut(403, "InvalidAccessKeyId", bare);
        }
    }

    @Test
    void a_token_that_is_not_the_sessions_is_invalid() {
        Credentials session = begin();
        Credentials other = begin();
        String token = session.sessionToken();
        String altered = (token.charAt(0) == 'A' ? 'B' : 'A') + token.substring(1);
        for (String wrong : List.of(other.sessionToken(), altered, "", "AAAA", "not base64!")) {
            try (S3Client signer = as(StaticCredentialsProvider.create(
                    AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), wrong)))) {
                refusedPut(400, "InvalidToken", signer);
            }
        }
        try (S3Client worker = as(StaticCredentialsProvider.create(
                AwsSessionCredentials.create(WORKER.accessKey(), WORKER.secretKey(), token)))) {
            refusedPut(400, "InvalidToken", worker);
        }
        try (S3Client forged = as(StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), other.secretAccessKey(), token)))) {
            refusedPut(403, "SignatureDoesNotMatch", forged);
        }
    }

    @Test
    void a_session_that_is_over_is_an_expired_token() {
        try (S3Client signer = as(provider(begin()))) {
            CLOCK.move(Duration.ofMinutes(60).plusSeconds(1));
            refusedPut(400, "ExpiredToken", signer);
        }
    }

    @Test
    void a_url_takes_its_token_along_and_dies_with_the_session_though_it_was_to_live_longer() throws Exception {
        Credentials session = sts.assumeRole(asked(r -> r.durationSeconds(900))).credentials();
        PresignedPutObjectRequest url = presigned(session, Duration.ofHours(1));
        assertThat(url.url().getQuery()).contains("X-Amz-Security-Token=");

        assertThat(put(url.url().toString()).statusCode()).isEqualTo(200);
        HttpResponse<String> bare = put(url.url().toString().replaceAll("X-Amz-Security-Token=[^&]*&", ""));
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).contains("<Code>InvalidAccessKeyId</Code>");

        CLOCK.move(Duration.ofMinutes(14));
        assertThat(put(url.url().toString()).statusCode()).isEqualTo(200);
        CLOCK.move(Duration.ofMinutes(16));
        HttpResponse<String> over = put(url.url().toString());
        assertThat(over.statusCode()).isEqualTo(400);
        assertThat(over.body())
                .contains("<Code>ExpiredToken</Code>")
                .contains("<Message>The provided token has expired.</Message>");
    }

    @Test
    void a_url_that_is_over_before_its_session_is_a_request_that_is_over() throws Exception {
        PresignedPutObjectRequest url = presigned(begin(), Duration.ofMinutes(5));
        CLOCK.move(Duration.ofMinutes(6));

        HttpResponse<String> over = put(url.url().toString());

        assertThat(over.statusCode()).isEqualTo(403);
        assertThat(over.body()).contains("<Code>AccessDenied</Code>").contains("Request has expired");
    }

    @Test
    void a_session_outlives_a_restart_of_the_store_and_ends_with_another_secret(@TempDir Path other) throws Exception {
        Credentials session;
        S3Settings settings = Fixture.settings(other, CLOCK);
        try (var first = new Fixture(settings, (queue, events) -> {});
                StsClient client = sts(first, Fixture.credentials(WORKER))) {
            session = client.assumeRole(asked(r -> {})).credentials();
        }
        try (var second = new Fixture(settings, (queue, events) -> {});
                S3Client signer = second.client(provider(session), RequestChecksumCalculation.WHEN_SUPPORTED)) {
            signer.putObject(p -> p.bucket(STAGING).key("staging/later"), RequestBody.fromString("x"));
        }
        try (var third = new Fixture(
                        with(settings, new SessionSettings(List.of(UPLOAD_ROLE), "another", Duration.ofHours(1))),
                        (queue, events) -> {});
                S3Client signer = third.client(provider(session), RequestChecksumCalculation.WHEN_SUPPORTED)) {
            refusedPut(400, "InvalidToken", signer);
        }
    }

    @Test
    void the_setting_cuts_sessions_shorter_than_they_were_asked_for_and_says_so(@TempDir Path other) throws Exception {
        S3Settings settings = with(
                Fixture.settings(other, CLOCK),
                new SessionSettings(List.of(UPLOAD_ROLE), "secret", Duration.ofSeconds(60)));
        try (var brief = new Fixture(settings, (queue, events) -> {});
                StsClient client = sts(brief, Fixture.credentials(WORKER))) {
            Instant before = Instant.now();
            Credentials session =
                    client.assumeRole(asked(r -> r.durationSeconds(3600))).credentials();
            assertThat(session.expiration())
                    .isBetween(before.plusSeconds(59), Instant.now().plusSeconds(60));
            try (S3Client signer = brief.client(provider(session), RequestChecksumCalculation.WHEN_SUPPORTED)) {
                signer.putObject(p -> p.bucket(STAGING).key("staging/quick"), RequestBody.fromString("x"));
                CLOCK.move(Duration.ofSeconds(61));
                refusedPut(400, "ExpiredToken", signer);
            }
        }
    }

    private static S3Settings with(S3Settings all, SessionSettings sessions) {
        return new S3Settings(
                all.folder(),
                all.port(),
                all.region(),
                all.buckets(),
                all.identities(),
                sessions,
                all.clock(),
                all.fsync());
    }

    private static StsClient sts(Fixture of, AwsCredentialsProvider caller) {
        return StsClient.builder()
                .endpointOverride(of.engine.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(caller)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static AssumeRoleRequest asked(Consumer<AssumeRoleRequest.Builder> change) {
        return AssumeRoleRequest.builder()
                .roleArn(UPLOAD_ROLE.arn())
                .roleSessionName("test")
                .applyMutation(change)
                .build();
    }

    private static Credentials begin() {
        return sts.assumeRole(asked(r -> {})).credentials();
    }

    private static AwsCredentialsProvider provider(Credentials session) {
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    private static S3Client as(AwsCredentialsProvider credentials) {
        return fixture.client(credentials, RequestChecksumCalculation.WHEN_SUPPORTED);
    }

    private static PresignedPutObjectRequest presigned(Credentials session, Duration life) {
        try (S3Presigner presigner = fixture.presigner(provider(session))) {
            return presigner.presignPutObject(p -> p.signatureDuration(life)
                    .putObjectRequest(o -> o.bucket(STAGING).key("staging/url")));
        }
    }

    private static HttpResponse<String> put(String url) throws Exception {
        return fixture.send(HttpRequest.newBuilder(URI.create(url))
                .PUT(BodyPublishers.ofString("x"))
                .build());
    }

    private static void refusedPut(int status, String code, S3Client client) {
        assertRefused(
                status,
                code,
                () -> client.putObject(p -> p.bucket(STAGING).key("staging/refused"), RequestBody.fromString("x")));
    }

    private static void assertDenied(ThrowingCallable call) {
        assertRefused(403, "AccessDenied", call);
    }

    private static void refused(int status, String code, ThrowingCallable call) {
        assertThatExceptionOfType(StsException.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(status);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }
}
