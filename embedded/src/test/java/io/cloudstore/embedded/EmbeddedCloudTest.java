package io.cloudstore.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.OwnerProcess;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.gateway.template.QueueSource;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class EmbeddedCloudTest {
    private final FakeApplication application = new FakeApplication();

    @TempDir
    Path parent;

    @Test
    void everything_comes_up_is_told_and_goes_down_again() throws Exception {
        List<String> parts = new CopyOnWriteArrayList<>();
        int port;
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, (part, took) -> parts.add(part))) {
            port = cloud.gateway().getPort();
            assertThat(parts)
                    .containsExactlyInAnyOrder("MySQL", "Redis", "SQS", "S3", "schema", "gateway")
                    .endsWith("gateway");
            assertThat(health(cloud)).isEqualTo(200);
            assertThatThrownBy(() -> DataFolder.open(parent.resolve("data"), OptionalInt.of(0)))
                    .isInstanceOf(CannotStart.class);
        }
        assertThat(application.closed).isTrue();
        new ServerSocket(port).close();
        DataFolder.open(parent.resolve("data"), OptionalInt.of(0)).close();
    }

    @Test
    void functions_get_the_local_endpoints_and_secrets_by_reference_and_the_overrides() throws Exception {
        EmbeddedSettings settings = settings().with("UploadUrlSeconds", "7");
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings, application, Progress.silent())) {
            Map<String, String> transfer = application.environments.get("TransferHandler");
            assertThat(transfer)
                    .containsEntry("CLOUDSTORE_DB_URL", cloud.database().jdbcUrl())
                    .containsEntry("CLOUDSTORE_SQS_ENDPOINT", cloud.sqs().toString())
                    .containsEntry("CLOUDSTORE_DB_PASSWORD", cloud.secrets().reference(Secret.DATABASE_PASSWORD));
            assertThat(application.environments.get("SignUploadHandler"))
                    .containsEntry("CLOUDSTORE_UPLOAD_URL_SECONDS", "7")
                    .containsEntry("CLOUDSTORE_UPLOAD_SIGNER", "role:" + role(cloud, "UploadSignerRole"))
                    .containsEntry("CLOUDSTORE_STS_ENDPOINT", cloud.s3().toString());
            String password = cloud.secrets().value(Secret.DATABASE_PASSWORD);
            assertThat(application.environments.values())
                    .allSatisfy(each -> assertThat(each.values()).doesNotContain(password));
        }
    }

    @Test
    void queues_leave_the_processors_to_whoever_calls() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent())) {
            assertThat(cloud.template().queueSources())
                    .isNotEmpty()
                    .extracting(QueueSource::maximumConcurrency)
                    .containsOnly(Math.clamp(processors, 2, 10));
        }
        try (EmbeddedCloud cloud =
                EmbeddedCloud.start(settings().with("QueueConcurrency", "7"), application, Progress.silent())) {
            assertThat(cloud.template().queueSources())
                    .extracting(QueueSource::maximumConcurrency)
                    .containsOnly(7);
        }
    }

    @Test
    void only_the_migration_may_change_the_schema() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                Connection functions = connect(cloud, cloud.database().user(), Secret.DATABASE_PASSWORD);
                Connection migration = connect(cloud, migrateUser(), Secret.MIGRATE_PASSWORD)) {
            assertThat(migration.createStatement().executeUpdate("CREATE TABLE t (n INT)"))
                    .isZero();
            assertThat(functions.createStatement().executeUpdate("INSERT INTO t VALUES (1)"))
                    .isOne();
            assertThatThrownBy(() -> functions.createStatement().executeUpdate("DROP TABLE t"))
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void a_message_reaches_its_function_and_dead_letters_come_back_by_redrive() throws Exception {
        EmbeddedSettings settings = settings().with("MaxReceiveCount", "1").with("TransferVisibilitySeconds", "1");
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings, application, Progress.silent());
                SqsClient client = client(cloud)) {
            application.transfersFail = true;
            client.sendMessage(request -> request.queueUrl(queueUrl(cloud)).messageBody("work"));
            await().atMost(Duration.ofSeconds(20)).until(() -> application.refused.contains("work"));
            application.transfersFail = false;
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                cloud.redrive("TransferQueue");
                assertThat(application.transferred).contains("work");
            });
        }
    }

    @Test
    void an_object_under_staging_is_announced_to_the_transfer_function() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                S3Client worker = s3(cloud, worker(cloud))) {
            put(cloud, "UploadSignerRole", "staging/0123");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.transferred.stream().anyMatch(body -> body.contains("staging/0123")));
            assertThat(application.transferred.peek()).contains("s3:TestEvent");
            assertThat(worker.headObject(request -> request.bucket(bucket(cloud, "StagingBucket"))
                                    .key("staging/0123"))
                            .contentLength())
                    .isEqualTo(5);
        }
    }

    @Test
    void sessions_of_a_role_may_do_what_the_role_in_the_template_may() throws Exception {
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                S3Client download = s3(cloud, session(cloud, "DownloadSignerRole"));
                S3Client upload = s3(cloud, session(cloud, "UploadSignerRole"))) {
            String staging = bucket(cloud, "StagingBucket");
            put(cloud, "UploadSignerRole", "staging/0123");
            assertThat(download.getObjectAsBytes(
                                    request -> request.bucket(staging).key("staging/0123"))
                            .asUtf8String())
                    .isEqualTo("bytes");
            assertDenied(() -> put(cloud, "UploadSignerRole", "elsewhere/0123"));
            assertDenied(() -> put(cloud, "DownloadSignerRole", "staging/0123"));
            assertDenied(() ->
                    upload.getObjectAsBytes(request -> request.bucket(staging).key("staging/0123")));
            assertDenied(
                    () -> upload.deleteObject(request -> request.bucket(staging).key("staging/0123")));
        }
    }

    @Test
    void a_second_start_goes_on_where_the_first_stopped() throws Exception {
        String address;
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                Connection migration = connect(cloud, migrateUser(), Secret.MIGRATE_PASSWORD)) {
            address = cloud.gateway().toString();
            migration.createStatement().executeUpdate("CREATE TABLE kept AS SELECT 7 AS n");
        }
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                Connection functions = connect(cloud, cloud.database().user(), Secret.DATABASE_PASSWORD);
                var rows = functions.createStatement().executeQuery("SELECT n FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(7);
            assertThat(cloud.gateway()).hasToString(address);
        }
    }

    @Test
    void a_cloud_that_was_killed_starts_again_with_all_that_was_acknowledged() throws Exception {
        try (OwnerProcess owner =
                OwnerProcess.run(Owner.class, parent.resolve("data").toString())) {
            assertThat(owner.line()).isEqualTo("acknowledged");
            owner.kill();
        }
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings(), application, Progress.silent());
                S3Client worker = s3(cloud, worker(cloud));
                Connection functions = connect(cloud, cloud.database().user(), Secret.DATABASE_PASSWORD);
                var rows = functions.createStatement().executeQuery("SELECT n FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(worker.getObjectAsBytes(request -> request.bucket(bucket(cloud, "StagingBucket"))
                                    .key("staging/0123"))
                            .asUtf8String())
                    .isEqualTo("bytes");
            // Its functions failed on every message, so all are still to be done.
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> application.transferred.stream().anyMatch(body -> body.contains("staging/0123")));
        }
    }

    /** Acknowledges an object and a row, says so, and waits for its end. */
    static final class Owner {
        public static void main(String... arguments) throws Exception {
            FakeApplication application = new FakeApplication();
            application.transfersFail = true;
            EmbeddedSettings settings = EmbeddedSettings.in(Path.of(arguments[0]))
                    .onPort(0)
                    .withoutFsync()
                    .with("TransferVisibilitySeconds", "1");
            EmbeddedCloud cloud = EmbeddedCloud.start(settings, application, Progress.silent());
            put(cloud, "UploadSignerRole", "staging/0123");
            try (Connection migration = connect(
                    cloud,
                    application.environments.get("MigrateHandler").get("CLOUDSTORE_DB_USER"),
                    Secret.MIGRATE_PASSWORD)) {
                migration.createStatement().executeUpdate("CREATE TABLE kept AS SELECT 7 AS n");
            }
            System.out.println("acknowledged");
            OwnerProcess.waitToBeKilled();
        }
    }

    @Test
    void a_start_that_fails_says_why_and_leaves_nothing_running() throws Exception {
        application.healthStatus = 503;

        assertThatThrownBy(() -> EmbeddedCloud.start(settings(), application, Progress.silent()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("/v1/health answers 503");

        assertThat(application.closed).isTrue();
        DataFolder.open(parent.resolve("data"), OptionalInt.of(0)).close();
    }

    @Test
    void an_override_that_the_template_does_not_know_is_refused() {
        EmbeddedSettings settings = settings().with("UplaodUrlSeconds", "7");

        assertThatThrownBy(() -> EmbeddedCloud.start(settings, application, Progress.silent()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("UplaodUrlSeconds");
    }

    private EmbeddedSettings settings() {
        return EmbeddedSettings.in(parent.resolve("data")).onPort(0).withoutFsync();
    }

    private String migrateUser() {
        return application.environments.get("MigrateHandler").get("CLOUDSTORE_DB_USER");
    }

    private static Connection connect(EmbeddedCloud cloud, String user, Secret password) throws Exception {
        return DriverManager.getConnection(
                cloud.database().jdbcUrl(), user, cloud.secrets().value(password));
    }

    private static int health(EmbeddedCloud cloud) throws Exception {
        return ((HttpURLConnection)
                        cloud.gateway().resolve("/v1/health").toURL().openConnection())
                .getResponseCode();
    }

    private static void assertDenied(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        denied -> assertThat(denied.statusCode()).isEqualTo(403));
    }

    private static void put(EmbeddedCloud cloud, String role, String key) {
        try (S3Client client = s3(cloud, session(cloud, role))) {
            client.putObject(
                    request -> request.bucket(bucket(cloud, "StagingBucket")).key(key),
                    RequestBody.fromString("bytes"));
        }
    }

    private static String bucket(EmbeddedCloud cloud, String logicalId) {
        return cloud.template().bucket(logicalId).name();
    }

    private static String role(EmbeddedCloud cloud, String logicalId) {
        return cloud.template().role(logicalId).arn();
    }

    private static S3Client s3(EmbeddedCloud cloud, AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .endpointOverride(cloud.s3())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static AwsCredentialsProvider worker(EmbeddedCloud cloud) {
        AccessKey key = cloud.secrets().workerKeys();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
    }

    /** A session of a role of the template, begun as the functions do. */
    private static AwsCredentialsProvider session(EmbeddedCloud cloud, String role) {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(cloud.s3())
                .region(Region.US_EAST_1)
                .credentialsProvider(worker(cloud))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            Credentials session = sts.assumeRole(
                            request -> request.roleArn(role(cloud, role)).roleSessionName("test"))
                    .credentials();
            return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                    session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
        }
    }

    private static String queueUrl(EmbeddedCloud cloud) {
        return cloud.sqs() + "/000000000000/"
                + cloud.template().queue("TransferQueue").name();
    }

    private static SqsClient client(EmbeddedCloud cloud) {
        return SqsClient.builder()
                .endpointOverride(cloud.sqs())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
