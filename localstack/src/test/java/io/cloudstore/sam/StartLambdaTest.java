package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code sam local start-lambda}: functions called by the AWS SDK, as a deployment or an operator calls them. */
@OnSam
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StartLambdaTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Lambda lambda;

    @BeforeAll
    void start() {
        lambda = Lambda.at(SamCloud.started().start("start-lambda"));
    }

    @AfterAll
    void stop() {
        lambda.close();
    }

    @Test
    void migrate_brings_the_schema_up_to_date_however_often() {
        assertThat(invoke("MigrateFunction", "migrate").asString()).isEqualTo("migrated");
        assertThat(invoke("MigrateFunction", "migrate").asString()).isEqualTo("migrated");
    }

    @Test
    void login_answers_a_call_of_the_api() {
        JsonNode answer = invoke("LoginFunction", "login-health");

        assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
        assertThat(JSON.readTree(answer.path("body").asString()).path("status").asString())
                .isEqualTo("ok");
    }

    @Test
    void authorize_denies_what_is_no_token() {
        SamCloud.started().migrated();

        JsonNode policy = invoke("AuthorizeFunction", "authorize-token");

        assertThat(policy.path("policyDocument")
                        .path("Statement")
                        .path(0)
                        .path("Effect")
                        .asString())
                .isEqualTo("Deny");
    }

    @Test
    void transfer_returns_the_record_alone_that_it_can_not_read() {
        SamCloud cloud = SamCloud.started();
        cloud.migrated();
        SampleEvent batch = SampleEvent.named("transfer-batch-with-a-bad-record")
                .with(SampleEvent.STAGING_BUCKET, cloud.named("staging"));

        JsonNode answer = lambda.invoke("TransferFunction", batch);

        assertThat(answer.path("batchItemFailures").findValuesAsString("itemIdentifier"))
                .containsExactly("059f36b4-87a3-44ab-83d2-6619758a7d02");
    }

    private JsonNode invoke(String function, String event) {
        return lambda.invoke(function, SampleEvent.named(event));
    }
}
