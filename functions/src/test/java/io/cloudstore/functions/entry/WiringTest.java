package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.core.sweep.PatrolRules;
import io.cloudstore.core.sweep.ScrubRules;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each function refuses to start without. Nothing that the settings name can be reached. */
class WiringTest {
    private static final String DATABASE = "REGION DB_URL DB_USER DB_PASSWORD DB_POOL DB_LOCK_WAIT_SECONDS ";
    private static final String STORE = "STAGING_BUCKET LONG_TERM_BUCKET ";
    private static final String QUEUES = "TRANSFER_QUEUE JOBS_QUEUE ";
    private static final String CALLS = "CALLS_PER_MINUTE ALLOWED_ORIGIN ";

    private static final Map<String, String> REQUIRED = Map.of(
            "LoginHandler",
            DATABASE + CALLS + "TOKEN_KEY SIGN_UP QUOTA_BYTES ACCESS_TOKEN_SECONDS REFRESH_TOKEN_SECONDS"
                    + " REFRESH_GRACE_SECONDS SIGN_INS_PER_HOUR FAILURES_PER_HOUR ADDRESS_FAILURES_PER_MINUTE"
                    + " SIGN_UPS_PER_HOUR",
            "SignUploadHandler",
            DATABASE + CALLS + STORE + QUEUES + "UPLOAD_SIGNER OPEN_UPLOADS UPLOAD_URL_SECONDS UPLOAD_IDLE_SECONDS"
                    + " UPLOAD_MAX_SECONDS DEDUP_SCOPE DEDUP_THRESHOLD_BYTES",
            "ReusePartsHandler",
            DATABASE + CALLS + STORE + "UPLOAD_IDLE_SECONDS UPLOAD_MAX_SECONDS REUSE_SECONDS",
            "MergeChunksHandler",
            DATABASE + CALLS + STORE + QUEUES + "MERGE_INLINE_SECONDS LEASE_SECONDS",
            "InstantUploadHandler",
            DATABASE + CALLS + STORE + "INSTANT_CLAIMS_PER_MINUTE CHALLENGE_SECONDS PROOF_ANSWER_MILLISECONDS"
                    + " UPLOAD_IDLE_SECONDS UPLOAD_MAX_SECONDS"
                    + " DEDUP_SCOPE DEDUP_THRESHOLD_BYTES",
            "FilesHandler",
            DATABASE + CALLS + "FOLDER_DEPTH",
            "DownloadHandler",
            DATABASE + CALLS + STORE + "DOWNLOAD_SIGNER DOWNLOAD_URL_SECONDS RECEIPT_KEY RECEIPT_KEYS",
            "AuthorizeHandler",
            "REGION TOKEN_KEYS",
            "TransferHandler",
            DATABASE + STORE + QUEUES + "LEASE_SECONDS STAGING_GRACE_SECONDS DOWNLOAD_URL_SECONDS"
                    + " TRANSFER_NEW_COPIES_SECONDS",
            "SweepHandler",
            DATABASE + STORE + QUEUES + "JOB_RESEND_SECONDS STAGING_GRACE_SECONDS LEASE_SECONDS TOMBSTONE_SECONDS"
                    + " SCRUB_BYTES SCRUB_SECONDS PATROL_REST_SECONDS ORPHAN_SECONDS ORPHAN_PERCENT");

    private final Functions functions = new Functions(Clock.systemUTC());

    @AfterEach
    void close() throws Exception {
        functions.close();
    }

    private Object wire(String handler, Map<String, String> environment) {
        return switch (handler) {
            case "AuthorizeHandler" -> functions.authorizer(handler, environment);
            case "TransferHandler", "SweepHandler" -> functions.queue(handler, environment);
            default -> functions.http(handler, environment);
        };
    }

    static Stream<Arguments> required() {
        return REQUIRED.entrySet().stream()
                .flatMap(function -> Arrays.stream(function.getValue().split(" +"))
                        .map(setting -> Arguments.of(function.getKey(), "CLOUDSTORE_" + setting)));
    }

    static Stream<Arguments> numbers() {
        return required().filter(arguments -> {
            String setting = (String) arguments.get()[1];
            return setting.matches(".*_(SECONDS|MILLISECONDS|BYTES|HOUR|MINUTE|POOL|UPLOADS|DEPTH)");
        });
    }

    @ParameterizedTest
    @MethodSource("required")
    void a_setting_that_is_missing_is_named(String handler, String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire(handler, Environment.without(setting)))
                .withMessageContaining(setting);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire(handler, Environment.with(setting, " ")))
                .withMessageContaining(setting);
    }

    /** Of other numbers nothing would be seen before content rots or a bucket fills. */
    @Test
    void the_patrols_go_by_their_settings() {
        var settings = new Settings(Map.of(
                "CLOUDSTORE_SCRUB_BYTES", "11",
                "CLOUDSTORE_SCRUB_SECONDS", "12",
                "CLOUDSTORE_PATROL_REST_SECONDS", "13",
                "CLOUDSTORE_ORPHAN_SECONDS", "14",
                "CLOUDSTORE_ORPHAN_PERCENT", "15"));
        assertThat(PatrolWiring.scrubRules(settings)).isEqualTo(new ScrubRules(11, 32, Duration.ofSeconds(12), 50));
        assertThat(PatrolWiring.rules(settings))
                .isEqualTo(new PatrolRules(100, 1_000, Duration.ofSeconds(13), Duration.ofSeconds(14), 15));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void a_number_that_is_none_is_named(String handler, String setting) {
        for (String wrong : new String[] {"many", "-1", "1.5", "99999999999999999999"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> wire(handler, Environment.with(setting, wrong)))
                    .withMessageContaining(setting);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LoginHandler SIGN_UP",
                "SignUploadHandler DEDUP_SCOPE",
                "SignUploadHandler S3_ENDPOINT",
                "SignUploadHandler S3_PUBLIC_ENDPOINT",
                "SignUploadHandler SQS_ENDPOINT",
                "AuthorizeHandler SECRETS_ENDPOINT",
                "FilesHandler TLS_CA",
                "FilesHandler REDIS_URL",
                "FilesHandler DB_URL",
                "LoginHandler TOKEN_KEY",
                "AuthorizeHandler TOKEN_KEYS",
                "DownloadHandler RECEIPT_KEY",
                "DownloadHandler RECEIPT_KEYS"
            })
    void what_is_of_another_kind_is_named(String handlerAndSetting) {
        String[] words = handlerAndSetting.split(" ", 2);
        String setting = "CLOUDSTORE_" + words[1];

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire(words[0], Environment.with(setting, "plain:{ not this ")))
                .withMessageContaining(setting);
    }

    /** It is a wrong setting, and no outage that ends by itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LoginHandler TOKEN_KEY",
                "AuthorizeHandler TOKEN_KEYS",
                "DownloadHandler RECEIPT_KEY",
                "FilesHandler TLS_CA"
            })
    void a_file_that_is_not_there_is_named(String handlerAndSetting) {
        String[] words = handlerAndSetting.split(" ", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire(words[0], Environment.with("CLOUDSTORE_" + words[1], "file:/nowhere/at-all")))
                .withMessageContaining("CLOUDSTORE_" + words[1])
                .withMessageContaining("/nowhere/at-all");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://app:s3cret@db.example/cloudstore",
                "jdbc:mysql://db.example/cloudstore?password=s3cret",
                "jdbc:mysql://address=(host=db.example)(password=s3cret)/cloudstore"
            })
    void a_url_with_a_password_is_refused_and_not_shown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire("FilesHandler", Environment.with("CLOUDSTORE_DB_URL", url)))
                .withMessageContaining("CLOUDSTORE_DB_URL")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIS_URL",
                "REDIS_PASSWORD",
                "S3_ENDPOINT",
                "S3_PUBLIC_ENDPOINT",
                "SQS_ENDPOINT",
                "SECRETS_ENDPOINT",
                "TLS_CA",
                "WORKER_KEYS"
            })
    void what_stands_for_none_may_be_left_out(String setting) {
        REQUIRED.keySet()
                .forEach(handler -> assertThatCode(() -> wire(handler, Environment.without("CLOUDSTORE_" + setting)))
                        .as(handler)
                        .doesNotThrowAnyException());
    }

    @Test
    void signers_may_be_roles_and_nothing_else_but_keys() {
        assertThatCode(() -> wire(
                        "SignUploadHandler",
                        Environment.with("CLOUDSTORE_UPLOAD_SIGNER", "role:arn:aws:iam::123456789012:role/up")))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wire("DownloadHandler", Environment.with("CLOUDSTORE_DOWNLOAD_SIGNER", "")))
                .withMessageContaining("CLOUDSTORE_DOWNLOAD_SIGNER")
                .withMessageContaining("role or a key pair");
    }

    @Test
    void the_environment_of_the_process_has_no_part_in_it() {
        assertThat(System.getenv()).isNotEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> wire("FilesHandler", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Login", "NoHandler", "io.cloudstore.functions.entry.NoHandler", "AuthorizeHandler"})
    void a_handler_that_there_is_not_is_named(String handler) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> functions.http(handler, Environment.all()))
                .withMessageContaining(handler);
    }

    @Test
    void a_handler_goes_by_its_full_name_too_and_only_by_its_own_kind() {
        String login = "io.cloudstore.functions.entry.LoginHandler";

        assertThat(functions.http(login, Environment.all())).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> functions.queue(login, Environment.all()));
        assertThatIllegalArgumentException().isThrownBy(() -> functions.authorizer(login, Environment.all()));
    }
}
