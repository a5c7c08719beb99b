package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code sam local invoke} of every function with every event of {@code events/}, in the order of a file's life, so that
 * what one function answers is what the next one is asked about.
 */
@OnSam
@ExtendWith(StopsAtFailure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvokeTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** The content that the events speak of. */
    private static final String CONTENT = "hello";

    private final SamCloud cloud = SamCloud.started();
    private final Queues queues = new Queues(cloud);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> real = new HashMap<>(Map.of(SampleEvent.STAGING_BUCKET, cloud.named("staging")));
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> events = new TreeSet<>();

    @Test
    @Order(1)
    void migrate_makes_the_schema_and_the_keys() {
        assertThat(invoke("MigrateFunction", "migrate").asString()).isEqualTo("migrated");
    }

    @Test
    @Order(2)
    void login_answers_that_it_is_there() {
        assertThat(call("LoginFunction", "login-health", 200).path("status").asString())
                .isEqualTo("ok");
    }

    @Test
    @Order(3)
    void login_makes_an_account() {
        JsonNode account = call("LoginFunction", "login-sign-up", 201);

        assertThat(account.path("name").asString()).isEqualTo("first.owner");
        real.put(SampleEvent.ACCOUNT, account.path("id").asString());
    }

    @Test
    @Order(4)
    void login_opens_a_session() {
        JsonNode session = call("LoginFunction", "login-sign-in", 201);

        assertThat(session.path("account").path("id").asString()).isEqualTo(real.get(SampleEvent.ACCOUNT));
        real.put(SampleEvent.REFRESH_TOKEN, session.path("refreshToken").asString());
    }

    @Test
    @Order(5)
    void login_renews_the_tokens() {
        JsonNode session = call("LoginFunction", "login-refresh", 200);

        assertThat(session.path("refreshToken").asString()).isNotEqualTo(real.get(SampleEvent.REFRESH_TOKEN));
        real.put(SampleEvent.ACCESS_TOKEN, session.path("accessToken").asString());
    }

    @Test
    @Order(6)
    void authorize_lets_a_token_through_and_says_whose_it_is() {
        JsonNode policy = invoke("AuthorizeFunction", "authorize-token");

        assertThat(effect(policy)).isEqualTo("Allow");
        assertThat(policy.path("context").path("accountId").asString()).isEqualTo(real.get(SampleEvent.ACCOUNT));
        real.put(SampleEvent.SESSION, policy.path("context").path("sessionId").asString());
    }

    @Test
    @Order(7)
    void authorize_denies_a_token_with_another_signature() {
        String forged = real.get(SampleEvent.ACCESS_TOKEN).replaceFirst("[^.]+$", "A".repeat(86));

        JsonNode policy = cloud.invoke(
                "AuthorizeFunction", SampleEvent.named("authorize-token").with(SampleEvent.ACCESS_TOKEN, forged));

        assertThat(effect(policy)).isEqualTo("Deny");
    }

    @Test
    @Order(8)
    void login_says_who_is_signed_in() {
        assertThat(call("LoginFunction", "login-me", 200).path("name").asString())
                .isEqualTo("first.owner");
    }

    @Test
    @Order(9)
    void files_makes_a_folder() {
        assertThat(call("FilesFunction", "files-create-folder", 201)
                        .path("name")
                        .asString())
                .isEqualTo("notes");
    }

    @Test
    @Order(10)
    void sign_upload_opens_an_upload_and_signs_its_part() {
        JsonNode upload = call("SignUploadFunction", "sign-upload-open", 201);

        assertThat(upload.path("urls")).hasSize(1);
        real.put(SampleEvent.UPLOAD, upload.path("uploadId").asString());
    }

    @Test
    @Order(11)
    void sign_upload_signs_the_part_again_and_the_store_takes_the_bytes() {
        JsonNode url = call("SignUploadFunction", "sign-upload-parts", 200)
                .path("urls")
                .path(0);
        URI place = URI.create(url.path("url").asString());

        assertThat(put(url, "hellO").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(put(url, CONTENT).statusCode()).isEqualTo(200);
        real.put(SampleEvent.STAGING_KEY, place.getPath().replaceFirst("^/[^/]+/", ""));
    }

    @Test
    @Order(12)
    void sign_upload_shows_what_the_store_holds() {
        JsonNode held = call("SignUploadFunction", "sign-upload-show", 200).path("heldParts");

        assertThat(held).hasSize(1);
        assertThat(held.path(0).path("size").asInt()).isEqualTo(CONTENT.length());
    }

    @Test
    @Order(13)
    void reuse_parts_has_nothing_to_copy_for_an_upload_of_one_part() {
        assertThat(call("ReusePartsFunction", "reuse-parts", 200).path("reused"))
                .isEmpty();
    }

    @Test
    @Order(14)
    void merge_chunks_makes_the_file_visible() {
        JsonNode file =
                call("MergeChunksFunction", "merge-chunks-complete", 200).path("file");

        assertThat(file.path("size").asInt()).isEqualTo(CONTENT.length());
        real.put(SampleEvent.FILE, file.path("id").asString());
    }

    @Test
    @Order(15)
    void instant_upload_makes_another_file_of_what_the_account_has() {
        String first = real.get(SampleEvent.UPLOAD);
        real.put(
                SampleEvent.UPLOAD,
                call("SignUploadFunction", "sign-upload-open", 201)
                        .path("uploadId")
                        .asString());
        JsonNode claimed = call("InstantUploadFunction", "instant-upload-claim", 200);
        JsonNode proven = call("InstantUploadFunction", "instant-upload-prove", 200);
        real.put(SampleEvent.UPLOAD, first);

        assertThat(claimed.path("outcome").asString()).isEqualTo("STORED");
        assertThat(claimed.path("file").path("id").asString()).isNotEqualTo(real.get(SampleEvent.FILE));
        assertThat(proven.path("file").path("id"))
                .isEqualTo(claimed.path("file").path("id"));
    }

    @Test
    @Order(16)
    void files_lists_it() {
        JsonNode items = call("FilesFunction", "files-list-entries", 200).path("items");

        assertThat(items.findValuesAsString("id")).contains(real.get(SampleEvent.FILE));
        assertThat(items.findValuesAsString("name")).contains("notes", "报告 \"2026\" ; a.pdf");
    }

    @Test
    @Order(17)
    void download_signs_a_url_for_the_staged_bytes() {
        assertThat(downloaded(cloud.named("staging"))).isEqualTo(CONTENT);
    }

    @Test
    @Order(18)
    void transfer_takes_the_stores_test_event() {
        assertThat(failed(invoke("TransferFunction", "transfer-test-event"))).isEmpty();
    }

    @Test
    @Order(19)
    void transfer_moves_the_content_as_the_messages_say_that_the_cloud_itself_sent() {
        List<JsonNode> sent = queues.receive("transfer", 2);
        JsonNode created = one(sent, "Records").path("Records").path(0).path("s3");
        JsonNode due = one(sent, "kind");
        assertThat(created.path("object").path("key").asString()).isEqualTo(real.get(SampleEvent.STAGING_KEY));
        assertThat(due.path("kind").asString()).isEqualTo("TRANSFER");
        real.put(SampleEvent.BLOB, due.path("id").asString());

        assertThat(failed(invoke("TransferFunction", "transfer-job-messages"))).isEmpty();
        assertThat(downloaded(cloud.named("long-term"))).isEqualTo(CONTENT);
    }

    @Test
    @Order(20)
    void download_gives_a_receipt_signed_with_a_key_that_everybody_can_read() {
        String receipt = call("DownloadFunction", "download-receipt", 200)
                .path("receipt")
                .asString();
        JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(receipt.split("\\.", -1)[0]));

        assertThat(call("DownloadFunction", "download-jwks", 200).path("keys").findValuesAsString("kid"))
                .contains(header.path("kid").asString());
    }

    @Test
    @Order(21)
    void migrate_makes_another_key_of_receipts() {
        assertThat(invoke("MigrateFunction", "migrate-rotate-receipt-key").asString())
                .isEqualTo("rotated");
        assertThat(call("DownloadFunction", "download-jwks", 200).path("keys")).hasSizeGreaterThan(1);
    }

    @Test
    @Order(22)
    void transfer_returns_the_bad_record_of_a_batch_alone() {
        JsonNode answer = invoke("TransferFunction", "transfer-batch-with-a-bad-record");

        assertThat(failed(answer)).containsExactly("059f36b4-87a3-44ab-83d2-6619758a7d02");
    }

    @Test
    @Order(23)
    void sweep_takes_a_beat_of_its_schedule() {
        assertThat(failed(invoke("SweepFunction", "sweep-tick"))).isEmpty();
    }

    @Test
    @Order(24)
    void sweep_takes_messages_about_jobs() {
        // the second belongs into the other queue
        assertThat(failed(invoke("SweepFunction", "sweep-job-messages")))
                .containsExactly("059f36b4-87a3-44ab-83d2-6619758a7d02");
    }

    @Test
    @Order(25)
    void login_ends_the_session_for_every_function() {
        assertThat(call("LoginFunction", "login-sign-out", 204).isMissingNode()).isTrue();
        assertThat(call("FilesFunction", "files-list-entries", 401).path("code").asString())
                .isEqualTo("session-ended");
    }

    @Test
    @Order(26)
    void every_function_of_the_template_and_every_event_had_its_turn() throws IOException {
        assertThat(functions)
                .isEqualTo(TemplateReader.shipped(Map.of()).functions().keySet());
        try (Stream<Path> files = Files.list(Command.ROOT.resolve("events"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(events);
        }
    }

    private JsonNode invoke(String function, String event) {
        functions.add(function);
        events.add(event);
        SampleEvent filled = SampleEvent.named(event);
        for (Map.Entry<String, String> each : real.entrySet()) {
            filled = filled.with(each.getKey(), each.getValue());
        }
        return cloud.invoke(function, filled);
    }

    /** Invokes a function behind the API, and returns the body of its answer. */
    private JsonNode call(String function, String event, int status) {
        JsonNode answer = invoke(function, event);
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(status);
        String body = answer.path("body").asString("");
        return body.isEmpty() ? JSON.missingNode() : JSON.readTree(body);
    }

    /** What the download URL of the file gives, which must lead into {@code bucket}. */
    private String downloaded(String bucket) {
        String url = call("DownloadFunction", "download-file", 200).path("url").asString();
        assertThat(url).startsWith(SamEngines.localStack() + "/" + bucket + "/");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url)));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> put(JsonNode signed, String bytes) {
        var request = HttpRequest.newBuilder(URI.create(signed.path("url").asString()))
                .PUT(BodyPublishers.ofString(bytes));
        signed.path("headers").forEachEntry((name, value) -> request.header(name, value.asString()));
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode one(List<JsonNode> messages, String field) {
        return messages.stream()
                .filter(message -> message.has(field))
                .findFirst()
                .orElseThrow(() -> new AssertionError("none has " + field + ": " + messages));
    }

    private static String effect(JsonNode policy) {
        return policy.path("policyDocument")
                .path("Statement")
                .path(0)
                .path("Effect")
                .asString();
    }

    private static List<String> failed(JsonNode batch) {
        return batch.path("batchItemFailures").findValuesAsString("itemIdentifier");
    }
}
