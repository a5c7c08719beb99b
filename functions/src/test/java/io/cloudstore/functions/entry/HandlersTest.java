package io.cloudstore.functions.entry;

import static io.cloudstore.functions.entry.Events.ask;
import static io.cloudstore.functions.entry.Events.body;
import static io.cloudstore.functions.entry.Events.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.functions.mysql.FreshSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each handler as Lambda runs it: real event JSON in, JSON out, on the real use cases and a real database. */
class HandlersTest {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
    private static Map<String, String> environment;
    private static LoginHandler login;
    private static String accessToken;
    private static String refreshToken;
    private static String account;
    private static String session;

    @BeforeAll
    static void migrateAndSignIn() {
        FreshSchema schema = FreshSchema.named("cloudstore_handlers");
        environment = Environment.all();
        environment.put("CLOUDSTORE_DB_URL", schema.url());
        environment.put("CLOUDSTORE_DB_USER", schema.user());
        environment.put("CLOUDSTORE_DB_PASSWORD", "plain:" + schema.password());
        environment.put("CLOUDSTORE_TLS_CA", schema.authorities());
        JsonNode migrated = ask(keep(new MigrateHandler(environment)), read("migrate"));
        assertThat(migrated.asString()).isEqualTo("migrated");

        login = keep(new LoginHandler(environment));
        JsonNode made = ask(login, read("login-sign-up"));
        assertThat(made.path("statusCode").asInt()).isEqualTo(201);
        account = body(made).path("id").asString();
        JsonNode signedIn = ask(login, read("login-sign-in"));
        assertThat(signedIn.path("statusCode").asInt()).isEqualTo(201);
        accessToken = body(signedIn).path("accessToken").asString();
        refreshToken = body(signedIn).path("refreshToken").asString();
        session = allowed(accessToken).path("context").path("sessionId").asString();
    }

    @AfterAll
    static void close() throws Exception {
        while (!OPEN.isEmpty()) {
            OPEN.pop().close();
        }
    }

    private static <T extends AutoCloseable> T keep(T handler) {
        OPEN.push(handler);
        return handler;
    }

    private static JsonNode allowed(String token) {
        return ask(
                keep(new AuthorizeHandler(environment)),
                read("authorize-token").replace("header.claims.signature", token));
    }

    /** The fixture, from the account and session of this test. */
    private static String mine(String event) {
        return read(event).replace(Events.ACCOUNT, account).replace(Events.SESSION, session);
    }

    @Test
    void the_schema_is_brought_up_to_date_as_often_as_one_likes() {
        assertThat(ask(keep(new MigrateHandler(environment)), read("migrate")).asString())
                .isEqualTo("migrated");
    }

    @Test
    void a_name_that_is_taken_is_a_problem_document() {
        JsonNode answer = ask(login, read("login-sign-up"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(409);
        assertThat(answer.path("headers").path("Content-Type").asString()).isEqualTo("application/problem+json");
        assertThat(answer.path("headers").path("Access-Control-Allow-Origin").asString())
                .isEqualTo("https://app.example");
        assertThat(body(answer).path("code").asString()).isEqualTo("account-name-taken");
        assertThat(body(answer).path("requestId").asString())
                .isEqualTo(Events.JSON
                        .readTree(read("login-sign-up"))
                        .path("requestContext")
                        .path("requestId")
                        .asString());
    }

    @Test
    void the_owner_is_told_who_he_is() {
        JsonNode answer = ask(login, mine("login-me"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body(answer).path("id").asString()).isEqualTo(account);
        assertThat(body(answer).path("name").asString()).isEqualTo("first.owner");
    }

    @Test
    void a_session_that_never_was_is_refused() {
        JsonNode answer = ask(login, read("login-me"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(401);
        assertThat(body(answer).path("code").asString()).isEqualTo("session-ended");
    }

    @Test
    void signing_out_counts_at_once_though_the_token_is_still_good() {
        String token =
                body(ask(login, read("login-sign-in"))).path("accessToken").asString();
        String ended = allowed(token).path("context").path("sessionId").asString();
        String me = mine("login-me").replace(session, ended);
        assertThat(ask(login, me).path("statusCode").asInt()).isEqualTo(200);

        JsonNode out = ask(login, mine("login-sign-out").replace(session, ended));

        assertThat(out.path("statusCode").asInt()).isEqualTo(204);
        assertThat(out.path("body").asString()).isEmpty();
        assertThat(ask(login, me).path("statusCode").asInt()).isEqualTo(401);
    }

    @Test
    void a_refresh_token_is_good_for_the_next_pair_and_a_made_up_one_is_not() {
        String madeUp = read("login-refresh");
        String token = Events.JSON
                .readTree(Events.JSON.readTree(madeUp).path("body").asString())
                .path("refreshToken")
                .asString();
        assertThat(ask(login, madeUp).path("statusCode").asInt()).isEqualTo(401);

        JsonNode answer = ask(login, madeUp.replace(token, refreshToken));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body(answer).path("refreshToken").asString()).isNotEmpty().isNotEqualTo(refreshToken);
    }

    @Test
    void the_authorizer_allows_the_whole_stage_to_a_token_and_nothing_to_anything_else() {
        JsonNode allow = allowed(accessToken);
        JsonNode deny = ask(keep(new AuthorizeHandler(environment)), read("authorize-token"));

        assertThat(allow.path("principalId").asString()).isEqualTo(account);
        assertThat(allow.path("context").path("accountId").asString()).isEqualTo(account);
        assertThat(allow.path("context").path("exp").isString()).isTrue();
        JsonNode statement = allow.path("policyDocument").path("Statement").path(0);
        assertThat(statement.path("Effect").asString()).isEqualTo("Allow");
        assertThat(statement.path("Action").asString()).isEqualTo("execute-api:Invoke");
        assertThat(statement.path("Resource").path(0).asString())
                .isEqualTo("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v/*/*");
        assertThat(allow.path("policyDocument").path("Version").asString()).isEqualTo("2012-10-17");
        assertThat(deny.path("policyDocument")
                        .path("Statement")
                        .path(0)
                        .path("Effect")
                        .asString())
                .isEqualTo("Deny");
        assertThat(deny.path("context").size()).isZero();
    }

    @Test
    void a_small_upload_opens_with_its_url_signs_again_and_waits_for_a_store_that_is_away() {
        SignUploadHandler signing = keep(new SignUploadHandler(environment));
        JsonNode opened = ask(signing, mine("sign-upload-open"));
        String upload = body(opened).path("uploadId").asString();
        JsonNode signed = ask(signing, mine("sign-upload-parts").replace(Events.UPLOAD, upload));
        JsonNode shown = ask(signing, mine("sign-upload-show").replace(Events.UPLOAD, upload));
        JsonNode reused = ask(
                keep(new ReusePartsHandler(environment)), mine("reuse-parts").replace(Events.UPLOAD, upload));
        JsonNode completed = ask(
                keep(new MergeChunksHandler(environment)),
                mine("merge-chunks-complete").replace(Events.UPLOAD, upload));

        assertThat(opened.path("statusCode").asInt()).isEqualTo(201);
        assertThat(body(opened).path("name").asString()).isEqualTo("报告 \"2026\" ; a.pdf");
        JsonNode url = body(opened).path("urls").path(0);
        assertThat(url.path("url").asString())
                .startsWith("https://store.example/" + Environment.STAGING_BUCKET + "/staging/")
                .contains("X-Amz-Signature=");
        assertThat(url.path("headers").propertyNames()).map(String::toLowerCase).contains("x-amz-checksum-sha256");
        assertThat(signed.path("statusCode").asInt()).isEqualTo(200);
        assertThat(body(signed).path("urls").size()).isEqualTo(1);
        assertThat(shown.path("statusCode").asInt()).isEqualTo(503);
        assertThat(shown.path("headers").path("Retry-After").asString()).isEqualTo("2");
        assertThat(reused.path("statusCode").asInt()).isEqualTo(200);
        assertThat(reused.path("body").asString()).isEqualTo("{\"reused\":[]}");
        assertThat(completed.path("statusCode").asInt()).isEqualTo(202);
        assertThat(body(completed).path("state").asString()).isEqualTo("MERGING");
    }

    /** Below the threshold nothing is shared, and the store need not be there. */
    @Test
    void content_that_nobody_shares_is_to_be_sent() {
        String upload = body(ask(keep(new SignUploadHandler(environment)), mine("sign-upload-open")))
                .path("uploadId")
                .asString();
        InstantUploadHandler instant = keep(new InstantUploadHandler(environment));
        for (String event : List.of("instant-upload-claim", "instant-upload-prove")) {
            JsonNode answer = ask(instant, mine(event).replace(Events.UPLOAD, upload));

            assertThat(answer.path("statusCode").asInt()).as(event).isEqualTo(200);
            assertThat(body(answer).path("outcome").asString()).as(event).isEqualTo("SEND");
        }
    }

    @Test
    void a_folder_that_is_made_is_in_the_list() {
        FilesHandler files = keep(new FilesHandler(environment));
        JsonNode made = ask(files, mine("files-create-folder"));
        JsonNode listed = ask(files, mine("files-list-entries"));

        assertThat(made.path("statusCode").asInt()).isEqualTo(201);
        assertThat(listed.path("statusCode").asInt()).isEqualTo(200);
        JsonNode first = body(listed).path("items").path(0);
        assertThat(first.path("type").asString()).isEqualTo("folder");
        assertThat(first.path("folder").path("name").asString()).isEqualTo("notes");
    }

    @Test
    void a_file_that_never_was_is_not_found() {
        JsonNode answer = ask(keep(new DownloadHandler(environment)), mine("download-file"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(404);
        assertThat(body(answer).path("code").asString()).isEqualTo("not-found");
    }

    @Test
    void of_a_batch_only_the_record_that_failed_comes_again() {
        TransferHandler transfer = keep(new TransferHandler(environment));
        String batch = read("transfer-batch-with-a-bad-record");
        String bad = Events.JSON
                .readTree(batch)
                .path("Records")
                .path(1)
                .path("messageId")
                .asString();

        JsonNode failures = ask(transfer, batch).path("batchItemFailures");

        assertThat(failures.size()).isEqualTo(1);
        assertThat(failures.path(0).path("itemIdentifier").asString()).isEqualTo(bad);
        assertThat(ask(transfer, read("transfer-test-event"))
                        .path("batchItemFailures")
                        .size())
                .isZero();
        assertThat(ask(transfer, read("transfer-job-messages"))
                        .path("batchItemFailures")
                        .size())
                .isZero();
    }

    @Test
    void the_sweep_beats_on_an_event_without_records_and_fails_loudly_on_one_that_is_no_batch() {
        SweepHandler sweep = keep(new SweepHandler(environment));

        JsonNode beat = ask(sweep, read("sweep-tick"));

        assertThat(beat.path("batchItemFailures").isArray()).isTrue();
        assertThat(beat.path("batchItemFailures").size()).isZero();
        assertThatThrownBy(() -> ask(sweep, "{}")).hasMessageContaining("Records");
        assertThatThrownBy(() -> ask(sweep, read("migrate"))).hasMessageContaining("Records");
        assertThatThrownBy(() -> ask(sweep, "not an event")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void the_sweep_takes_up_cleaning_and_refuses_what_belongs_into_the_other_queue() {
        JsonNode failures = ask(keep(new SweepHandler(environment)), read("sweep-job-messages"))
                .path("batchItemFailures");

        assertThat(failures.size()).isEqualTo(1);
        assertThat(failures.path(0).path("itemIdentifier").asString()).endsWith("02");
    }
}
