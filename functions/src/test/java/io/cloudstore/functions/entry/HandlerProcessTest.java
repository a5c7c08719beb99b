package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.functions.entry.LambdaProcess.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Handlers in processes of their own, whose environment is all that they know. */
class HandlerProcessTest {
    private static final String SECRET = "a password that nobody must read";

    @Test
    void a_process_answers_from_its_environment_and_logs_a_line_of_json_an_event_without_what_is_secret()
            throws Exception {
        String signIn = Events.read("login-sign-in")
                .replace("analytical engine no 1", SECRET)
                .replace("\"Accept\": \"*/*\"", "\"Idempotency-Key\": \"1\"");
        String elsewhere = Events.read("download-file");
        Run run = LambdaProcess.run(Environment.all(), "LoginHandler", Events.read("login-health"), signIn, elsewhere);

        assertThat(run.errors()).as("standard error").isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.answers()).hasSize(3);
        assertThat(Events.JSON
                        .readTree(run.answers().getFirst())
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
        // Spring Cloud Function 5.0.1 names the classes that it starts from, on standard output
        List<String> lines = run.log().stream()
                .filter(line -> !line.startsWith("======> SOURCE: class "))
                .toList();
        List<JsonNode> log = lines.stream().map(Events.JSON::readTree).toList();
        assertThat(log)
                .filteredOn(line -> line.path("level").asString().equals("INFO"))
                .hasSize(3);
        assertThat(log).allMatch(line -> line.path("logger").asString().startsWith("io.cloudstore."));
        assertThat(String.join("\n", run.log()))
                .doesNotContain(SECRET, "first.owner", "header.claims.signature", "203.0.113.7")
                .contains("\"route\":\"GET /v1/health\"", "\"status\":400");
    }

    @Test
    void an_environment_without_a_setting_ends_the_process_with_its_name() throws Exception {
        Run run = LambdaProcess.run(
                Environment.without("CLOUDSTORE_TOKEN_KEYS"), "AuthorizeHandler", Events.read("authorize-token"));

        assertThat(run.exit()).isNotZero();
        assertThat(run.answers()).isEmpty();
        assertThat(String.join("\n", run.log())).contains("Setting CLOUDSTORE_TOKEN_KEYS is missing.");
    }

    /** What would start, and would let headers choose, were the handler not to look. */
    @Test
    void no_variable_of_the_environment_replaces_the_application_or_the_function() throws Exception {
        Map<String, String> other = Environment.with("MAIN_CLASS", "java.lang.String");
        assertThat(LambdaProcess.run(other, "AuthorizeHandler", Events.read("authorize-token"))
                        .exit())
                .isNotZero();

        Map<String, String> definition = Environment.with("SPRING_CLOUD_FUNCTION_DEFINITION", "functionRouter");
        definition.put("SPRING_CLOUD_FUNCTION_ROUTING_EXPRESSION", "'authorize'");
        Run run = LambdaProcess.run(definition, "LoginHandler", Events.read("login-health"));
        assertThat(run.answers()).hasSize(1);
        assertThat(run.answers().getFirst()).contains("\"statusCode\":200");
    }
}
