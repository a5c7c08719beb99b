package io.cloudstore.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.gateway.template.Bucket.Notification;
import io.cloudstore.gateway.template.Queue.Redrive;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The template that we ship, with the ratios that AWS fixes and nobody else checks. */
class ShippedTemplateTest {
    private final Template template = TemplateReader.shipped(Map.of());

    @Test
    void its_routes_are_those_of_the_design_and_only_the_credential_ones_health_and_the_keys_are_open() {
        assertThat(template.api().routes())
                .extracting(route ->
                        (route.open() ? "open " : "") + route.method() + " " + route.path() + " " + route.function())
                .containsExactlyInAnyOrder(
                        "open POST /v1/accounts LoginFunction",
                        "open POST /v1/sessions LoginFunction",
                        "open POST /v1/sessions/refresh LoginFunction",
                        "open GET /v1/health LoginFunction",
                        "DELETE /v1/sessions/current LoginFunction",
                        "GET /v1/me LoginFunction",
                        "POST /v1/uploads SignUploadFunction",
                        "GET /v1/uploads SignUploadFunction",
                        "GET /v1/uploads/{id} SignUploadFunction",
                        "POST /v1/uploads/{id}/parts SignUploadFunction",
                        "DELETE /v1/uploads/{id} SignUploadFunction",
                        "POST /v1/uploads/{id}/parts/reuse ReusePartsFunction",
                        "POST /v1/uploads/{id}/complete MergeChunksFunction",
                        "POST /v1/uploads/{id}/instant InstantUploadFunction",
                        "POST /v1/uploads/{id}/instant/proof InstantUploadFunction",
                        "POST /v1/uploads/batch SignUploadFunction",
                        "POST /v1/uploads/batch/parts SignUploadFunction",
                        "POST /v1/uploads/batch/complete MergeChunksFunction",
                        "GET /v1/folders/{id}/entries FilesFunction",
                        "POST /v1/folders FilesFunction",
                        "GET /v1/folders/{id} FilesFunction",
                        "PATCH /v1/folders/{id} FilesFunction",
                        "DELETE /v1/folders/{id} FilesFunction",
                        "GET /v1/files/{id} FilesFunction",
                        "PATCH /v1/files/{id} FilesFunction",
                        "DELETE /v1/files/{id} FilesFunction",
                        "GET /v1/entries FilesFunction",
                        "GET /v1/trash FilesFunction",
                        "DELETE /v1/trash FilesFunction",
                        "POST /v1/trash/{id}/restore FilesFunction",
                        "GET /v1/files/{id}/download DownloadFunction",
                        "GET /v1/files/{id}/receipt DownloadFunction",
                        "open GET /.well-known/jwks.json DownloadFunction");
    }

    @Test
    void each_function_has_its_handler() {
        assertThat(template.functions().values())
                .extracting(HostedFunction::handler)
                .containsExactlyInAnyOrderElementsOf(List.of(
                                "Login",
                                "Authorize",
                                "SignUpload",
                                "ReuseParts",
                                "MergeChunks",
                                "InstantUpload",
                                "Files",
                                "Download",
                                "Transfer",
                                "Sweep",
                                "Migrate")
                        .stream()
                        .map(name -> "io.cloudstore.functions.entry." + name + "Handler")
                        .toList());
    }

    @Test
    void a_queue_hides_a_message_six_times_as_long_as_its_function_may_take_and_gives_up_after_five_receives() {
        assertThat(template.queueSources()).hasSize(2).allSatisfy(source -> {
            Queue queue = template.queue(source.queue());
            Duration timeout = template.function(source.function()).timeout();
            assertThat(queue.visibilityTimeout()).isGreaterThanOrEqualTo(timeout.multipliedBy(6));
            assertThat(queue.redrive())
                    .map(Redrive::maxReceiveCount)
                    .hasValueSatisfying(count -> assertThat(count).isGreaterThanOrEqualTo(5));
            assertThat(source.reportsItemFailures()).isTrue();
            assertThat(source.batchSize()).isBetween(1, 10);
            assertThat(source.maximumConcurrency()).isBetween(2, 1000);
        });
        assertThat(template.queue("TransferQueue").visibilityTimeout()).isEqualTo(Duration.ofMinutes(12));
        assertThat(template.function("TransferFunction").timeout()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void no_function_takes_longer_than_lambda_allows_nor_one_behind_the_api_longer_than_the_gateway_waits() {
        assertThat(template.functions().values())
                .allSatisfy(function ->
                        assertThat(function.timeout()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(15)));
        assertThat(template.api().routes())
                .allSatisfy(
                        route -> assertThat(template.function(route.function()).timeout())
                                .isLessThanOrEqualTo(Duration.ofSeconds(29)));
    }

    @Test
    void objects_made_under_staging_reach_the_transfer_queue_and_unfinished_uploads_go_after_thirty_days() {
        Bucket staging = template.bucket("StagingBucket");
        assertThat(staging.notifications())
                .containsExactly(new Notification("s3:ObjectCreated:*", "staging/", "TransferQueue"));
        assertThat(staging.name()).isEqualTo("cloudstore-staging-000000000000-us-east-1");
        assertThat(template.bucket("LongTermBucket").notifications()).isEmpty();
        assertThat(template.buckets().values())
                .extracting(Bucket::abortIncompleteMultipartAfter)
                .allSatisfy(after -> assertThat(after).contains(Duration.ofDays(30)));
        assertThat(staging.corsRules().getFirst().exposedHeaders()).contains("ETag", "x-amz-checksum-sha256");
    }

    @Test
    void a_signer_can_do_one_thing() {
        assertThat(template.role("UploadSignerRole").statements())
                .containsExactly(new Statement(
                        true,
                        List.of("s3:PutObject"),
                        List.of("arn:aws:s3:::cloudstore-staging-000000000000-us-east-1/staging/*")));
        assertThat(template.role("DownloadSignerRole").statements())
                .containsExactly(new Statement(
                        true,
                        List.of("s3:GetObject"),
                        List.of(
                                "arn:aws:s3:::cloudstore-staging-000000000000-us-east-1/staging/*",
                                "arn:aws:s3:::cloudstore-long-term-000000000000-us-east-1/blob/*")));
    }

    @Test
    void a_signers_session_is_begun_by_the_function_that_signs_and_lasts_an_hour() {
        assertThat(template.role("UploadSignerRole"))
                .satisfies(role -> assertThat(role.arn()).isEqualTo("arn:aws:iam::000000000000:role/UploadSignerRole"))
                .satisfies(role -> assertThat(role.trusted())
                        .containsExactly("arn:aws:iam::000000000000:role/SignUploadFunctionRole"))
                .satisfies(role -> assertThat(role.longestSession()).isEqualTo(Duration.ofHours(1)));
        assertThat(template.role("DownloadSignerRole").trusted())
                .containsExactly("arn:aws:iam::000000000000:role/DownloadFunctionRole");
    }

    @Test
    void no_function_may_do_anything_by_wildcard() {
        assertThat(template.functions().values()).allSatisfy(function -> {
            assertThat(function.statements()).isNotEmpty().allSatisfy(statement -> {
                assertThat(statement.actions()).noneMatch(action -> action.contains("*"));
                assertThat(statement.resources())
                        .noneMatch(resource -> resource.matches("\\*|.*[^/]\\*|arn:[^/]*/\\*"));
            });
        });
    }

    @Test
    void only_login_may_read_the_key_that_signs_tokens_and_only_the_deployment_may_make_it() {
        assertThat(whoMayRead("token-key")).containsExactlyInAnyOrder("LoginFunction", "MigrateFunction");
    }

    @Test
    void only_download_may_read_the_key_that_signs_receipts_and_only_the_deployment_may_make_it() {
        assertThat(whoMayRead("receipt-key")).containsExactlyInAnyOrder("DownloadFunction", "MigrateFunction");
    }

    private Stream<String> whoMayRead(String secret) {
        return template.functions().values().stream()
                .filter(function -> function.statements().stream()
                        .flatMap(statement -> statement.resources().stream())
                        .anyMatch(resource -> resource.endsWith("/" + secret)))
                .map(HostedFunction::logicalId);
    }

    @Test
    void the_sweep_ticks_every_minute_with_an_event_without_records() {
        assertThat(template.schedules())
                .containsExactly(new Schedule("Tick", "SweepFunction", Duration.ofMinutes(1), "{\"Records\":[]}"));
    }

    @Test
    void verdicts_hold_for_five_minutes() {
        assertThat(template.api().authorizer()).hasValueSatisfying(authorizer -> {
            assertThat(authorizer.function()).isEqualTo("AuthorizeFunction");
            assertThat(authorizer.header()).isEqualTo("Authorization");
            assertThat(authorizer.cacheTtl()).isEqualTo(Duration.ofMinutes(5));
        });
    }

    @Test
    void without_values_the_environment_is_that_of_aws() {
        Map<String, String> environment =
                template.function("SignUploadFunction").environment();
        assertThat(environment)
                .containsEntry("CLOUDSTORE_DB_PASSWORD", "ssm:/cloudstore/db-password")
                .containsEntry("CLOUDSTORE_UPLOAD_SIGNER", "role:arn:aws:iam::000000000000:role/UploadSignerRole")
                .containsEntry("CLOUDSTORE_STAGING_BUCKET", "cloudstore-staging-000000000000-us-east-1")
                .containsEntry("CLOUDSTORE_S3_ENDPOINT", "")
                .containsEntry("CLOUDSTORE_DEDUP_SCOPE", "everyone");
        assertThat(template.function("AuthorizeFunction").environment())
                .containsOnlyKeys("CLOUDSTORE_REGION", "CLOUDSTORE_SECRETS_ENDPOINT", "CLOUDSTORE_TOKEN_KEYS");
    }

    @Test
    void values_from_outside_reach_the_functions() {
        Template local = TemplateReader.shipped(Map.of(
                "AWS::StackName", "mine",
                "S3Endpoint", "http://127.0.0.1:8781",
                "DbPassword", "file:secrets/db",
                "UploadSigner", "file:secrets/upload-signer",
                "SweepSchedule", "rate(10 seconds)",
                "TransferVisibilitySeconds", "7"));
        assertThat(local.function("SignUploadFunction").environment())
                .containsEntry("CLOUDSTORE_DB_PASSWORD", "file:secrets/db")
                .containsEntry("CLOUDSTORE_S3_ENDPOINT", "http://127.0.0.1:8781")
                .containsEntry("CLOUDSTORE_UPLOAD_SIGNER", "file:secrets/upload-signer")
                .containsEntry("CLOUDSTORE_TRANSFER_QUEUE", "mine-transfer");
        assertThat(local.schedules().getFirst().every()).isEqualTo(Duration.ofSeconds(10));
        assertThat(local.queue("TransferQueue").visibilityTimeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_parameter_that_is_not_there_is_refused_by_name() {
        assertThatThrownBy(() -> TemplateReader.shipped(Map.of("DedupScop", "account")))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("no parameter DedupScop");
        assertThatThrownBy(() -> TemplateReader.shipped(Map.of("DedupScope", "nobody")))
                .hasMessageContaining("Parameter DedupScope must be one of everyone, account, not \"nobody\"");
        assertThatThrownBy(() -> TemplateReader.shipped(Map.of("QuotaBytes", "plenty")))
                .hasMessageContaining("Parameter QuotaBytes must be a number");
        assertThatThrownBy(() -> TemplateReader.shipped(Map.of("HttpTimeoutSeconds", "30")))
                .hasMessageContaining("Parameter HttpTimeoutSeconds must be at most 29");
    }

    @Test
    void every_gateway_error_is_a_problem_document_with_cors() {
        assertThat(template.api().gatewayResponses().keySet()).containsExactlyInAnyOrder(ResponseType.values());
        assertThat(template.api().gatewayResponses().values()).allSatisfy(response -> {
            assertThat(response.headers())
                    .containsEntry("Content-Type", "application/problem+json")
                    .containsEntry("Access-Control-Allow-Origin", "*");
            assertThat(response.body())
                    .hasValueSatisfying(body -> assertThat(body)
                            .contains("\"status\":" + response.status().orElseThrow())
                            .contains("\"requestId\":\"$context.requestId\""));
        });
    }

    @Test
    void a_policy_of_the_api_fits_into_a_functions_resource_policy() {
        // 20,480 bytes (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html), about 50 routes
        Map<String, Long> routes =
                template.api().routes().stream().collect(Collectors.groupingBy(Route::function, Collectors.counting()));
        assertThat(routes.values()).allMatch(count -> count <= 50);
    }
}
