package io.cloudstore.functions.entry;

import static io.cloudstore.functions.entry.Events.ask;
import static io.cloudstore.functions.entry.Events.body;
import static io.cloudstore.functions.entry.Events.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;
import org.springframework.cloud.function.context.FunctionCatalog;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a handler starts, and that nothing but its own class decides which function it runs. */
class HandlerStartTest {
    private static Arguments handler(String name, Function<Map<String, String>, LambdaHandler> maker) {
        return Arguments.of(name, maker);
    }

    static Stream<Arguments> handlers() {
        return Stream.of(
                handler("login", LoginHandler::new),
                handler("authorize", AuthorizeHandler::new),
                handler("sign-upload", SignUploadHandler::new),
                handler("reuse-parts", ReusePartsHandler::new),
                handler("merge-chunks", MergeChunksHandler::new),
                handler("instant-upload", InstantUploadHandler::new),
                handler("files", FilesHandler::new),
                handler("download", DownloadHandler::new),
                handler("transfer", TransferHandler::new),
                handler("sweep", SweepHandler::new),
                handler("migrate", MigrateHandler::new));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void a_handler_starts_though_nothing_can_be_reached_and_its_catalog_has_its_function_alone(
            String name, Function<Map<String, String>, LambdaHandler> maker) throws Exception {
        try (LambdaHandler handler = maker.apply(Environment.all())) {
            OneFunction.Started started = OneFunction.requireStarted(name);

            assertThat(handler).isInstanceOf(FunctionInvoker.class).isInstanceOf(RequestStreamHandler.class);
            assertThat(started.context().getBean(FunctionCatalog.class).getNames(null))
                    .containsExactly(name);
            assertThat(started.context().getBeanDefinitionNames()).noneMatch(bean -> bean.equals("functionRouter"));
        }
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void a_missing_setting_refuses_the_start_and_is_named(
            String name, Function<Map<String, String>, LambdaHandler> maker) {
        String setting = name.equals("authorize") ? "CLOUDSTORE_TOKEN_KEYS" : "CLOUDSTORE_DB_URL";

        if (!name.equals("migrate")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> maker.apply(Environment.without(setting)))
                    .withMessageContaining(setting);
        }
    }

    @Test
    void health_answers_with_nothing_else_reachable() throws Exception {
        try (var login = new LoginHandler(Environment.all())) {
            JsonNode answer = ask(login, read("login-health"));

            assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
            assertThat(body(answer).path("status").asString()).isEqualTo("ok");
        }
    }

    /** Parameter Store is as far away as the database: an outage of it must not fail every cold start. */
    @Test
    void a_start_asks_for_no_secret_and_a_call_that_needs_one_while_it_is_away_is_told_to_come_again()
            throws Exception {
        try (var login = new LoginHandler(withSecretsAway());
                var authorize = new AuthorizeHandler(withSecretsAway())) {
            JsonNode answer = ask(login, read("login-me"));

            assertThat(answer.path("statusCode").asInt()).isEqualTo(503);
            assertThat(body(answer).path("code").asString()).isEqualTo("unavailable");
            assertThat(answer.path("headers").path("Retry-After").asString()).isEqualTo("2");
            assertThat(ask(login, read("login-health")).path("statusCode").asInt())
                    .isEqualTo(200);
            assertThatThrownBy(() -> ask(authorize, read("authorize-token"))).hasMessageContaining("unavailable");
        }
    }

    private static Map<String, String> withSecretsAway() {
        Map<String, String> environment = Environment.all();
        environment.put("CLOUDSTORE_DB_PASSWORD", "ssm:/cloudstore/db-password");
        environment.put("CLOUDSTORE_REDIS_PASSWORD", "ssm:/cloudstore/redis-password");
        environment.put("CLOUDSTORE_TOKEN_KEY", "ssm:/cloudstore/token-key");
        environment.put("CLOUDSTORE_TOKEN_KEYS", "ssm:/cloudstore/token-keys");
        return environment;
    }

    /** Left alone, Spring Cloud Function copies every header of an event into the message that steers it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.cloud.function.definition",
                "Spring.Cloud.Function.Definition",
                "spring_cloud_function_definition",
                "spring-cloud-function-definition",
                "SPRING_CLOUD_FUNCTION_DEFINITION",
                "spring.cloud.function.routing-expression",
                "spring.cloud.function.routingExpression",
                "function.name",
                "scf-func-name",
                "scf-target-protocol",
                "aws-api-gateway",
                "aws-event",
                "aws-context",
                "contentType",
                "content-type",
                "accept",
                "ce-type",
                "ce-specversion",
                "id",
                "timestamp",
                "replyChannel",
                "payload"
            })
    void no_header_chooses_or_disturbs_the_function(String header) throws Exception {
        try (var login = new LoginHandler(Environment.all())) {
            for (String value : new String[] {"functionRouter", "login|login", "T(java.lang.Runtime)", "x"}) {
                ObjectNode event = (ObjectNode) Events.JSON.readTree(read("login-health"));
                ((ObjectNode) event.path("headers")).put(header, value);
                event.put(header, value);

                JsonNode answer = ask(login, event.toString());

                assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
                assertThat(body(answer).path("status").asString()).isEqualTo("ok");
            }
        }
    }

    @Test
    void a_key_named_payload_does_not_stand_for_the_event() throws Exception {
        try (var login = new LoginHandler(Environment.all())) {
            ObjectNode event = (ObjectNode) Events.JSON.readTree(read("login-health"));
            ObjectNode other = event.deepCopy().put("resource", "/v1/me").put("path", "/v1/me");
            event.set("payload", other);

            assertThat(ask(login, event.toString()).path("statusCode").asInt()).isEqualTo(200);
            event.put("payload", other.toString());
            assertThat(ask(login, event.toString()).path("statusCode").asInt()).isEqualTo(200);
        }
    }

    @Test
    void a_route_of_another_function_is_no_route() throws Exception {
        try (var login = new LoginHandler(Environment.all())) {
            JsonNode answer = ask(login, read("files-list-entries"));

            assertThat(answer.path("statusCode").asInt()).isEqualTo(404);
            assertThat(body(answer).path("code").asString()).isEqualTo("no-such-route");
        }
    }

    private static RewiredFunction.Wired wiredFromNothing() {
        return new RewiredFunction.Wired(new Functions(Clock.systemUTC()), event -> new byte[0]);
    }

    /** FunctionInvoker alone would fall back to its router here, and say nothing. */
    @Test
    void a_name_that_the_catalog_lacks_fails_the_start() throws Exception {
        OneFunction.prepare("one", HandlerStartTest::wiredFromNothing);
        new FunctionInvoker("another");

        assertThatIllegalStateException()
                .isThrownBy(() -> OneFunction.requireStarted("another"))
                .withMessageContaining("another");
        try (OneFunction.Started started = OneFunction.requireStarted("one")) {
            assertThat(started.context().isRunning()).isTrue();
        }
    }

    @Test
    void an_application_that_is_not_ours_fails_the_start() {
        OneFunction.prepare("one", HandlerStartTest::wiredFromNothing);

        assertThatIllegalStateException()
                .isThrownBy(() -> OneFunction.requireStarted("one"))
                .withMessageContaining("MAIN_CLASS");
    }
}
