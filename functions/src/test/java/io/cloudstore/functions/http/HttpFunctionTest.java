package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.core.work.MetadataUnavailable;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of whatever a route answers or throws. */
class HttpFunctionTest {
    private static final String SECRET = "the secret of the cause";

    private static APIGatewayProxyResponseEvent answer(Route route) {
        return new HttpFunction("test", Map.of("GET /v1/me", route), FakeWorld.ORIGIN).apply(Calls.to("GET /v1/me"));
    }

    private static APIGatewayProxyResponseEvent failing(RuntimeException failure) {
        return answer(call -> {
            throw failure;
        });
    }

    private static void assertIsProblem(APIGatewayProxyResponseEvent answer, ProblemCode code) {
        JsonNode body = Calls.body(answer);
        assertThat(answer.getStatusCode()).isEqualTo(code.status());
        assertThat(answer.getHeaders())
                .containsEntry("Content-Type", "application/problem+json")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Access-Control-Allow-Origin", FakeWorld.ORIGIN);
        assertThat(body.path("status").asInt()).isEqualTo(code.status());
        assertThat(body.path("code").asString()).isEqualTo(code.code());
        assertThat(body.path("title").asString()).isEqualTo(code.title());
        assertThat(body.path("type").asString()).isEqualTo("urn:cloudstore:problem:" + code.code());
        assertThat(body.path("requestId").asString()).isEqualTo(Calls.REQUEST);
        assertThat(answer.getBody()).doesNotContain(SECRET, "Exception", "java.", "io.cloudstore.", "\\tat ", ".java:");
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_has_its_codes_status(ProblemCode code) {
        APIGatewayProxyResponseEvent answer = failing(new ProblemException(code, "what to do"));

        assertIsProblem(answer, code);
        assertThat(Calls.body(answer).path("detail").asString()).isEqualTo("what to do");
        assertThat(answer.getHeaders()).doesNotContainKey("Retry-After");
    }

    @Test
    void a_refusal_that_lifts_by_itself_says_when() {
        APIGatewayProxyResponseEvent answer =
                failing(ProblemException.retryAfter(ProblemCode.RATE_LIMITED, "wait", 60));

        assertIsProblem(answer, ProblemCode.RATE_LIMITED);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "60");
        assertThat(Calls.body(answer).path("retryAfterSeconds").asLong()).isEqualTo(60);
    }

    @Test
    void a_refusal_names_the_fields_and_the_parts_at_fault() {
        JsonNode field = Calls.body(failing(ProblemException.field("parts[3].n", "is missing")));
        JsonNode parts = Calls.body(failing(ProblemException.missing(List.of(1, 5))));

        assertThat(field.path("fields").path(0).path("field").asString()).isEqualTo("parts[3].n");
        assertThat(field.has("missingParts")).isFalse();
        assertThat(parts.path("missingParts").path(1).asInt()).isEqualTo(5);
        assertThat(parts.has("fields")).isFalse();
    }

    static Stream<RuntimeException> outages() {
        return Stream.of(
                new StoreFailed("HEAD of " + SECRET, new IllegalStateException(SECRET)),
                new MetadataUnavailable(SECRET, new SQLException(SECRET)));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void what_is_away_is_unavailable_for_a_while(RuntimeException outage) {
        APIGatewayProxyResponseEvent answer = failing(outage);

        assertIsProblem(answer, ProblemCode.UNAVAILABLE);
        assertThat(answer.getHeaders()).containsEntry("Retry-After", "2");
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                new IllegalStateException(SECRET),
                new NullPointerException(SECRET),
                new IllegalArgumentException(SECRET, new SQLException(SECRET)),
                new ClassCastException("class io.cloudstore.core.Secret cannot be cast"),
                new RuntimeException((String) null));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_of_ours_tells_nothing_of_its_cause(RuntimeException fault) {
        assertIsProblem(failing(fault), ProblemCode.INTERNAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/nothing",
                "POST /v1/me",
                "get /v1/me",
                "GET /v1/me/",
                "GET /V1/ME",
                "GET /v1/{proxy+}",
                "HEAD /v1/me"
            })
    void what_is_no_route_is_a_problem_too(String route) {
        var function = new HttpFunction("test", Map.of("GET /v1/me", call -> Answer.nothing()), FakeWorld.ORIGIN);

        assertIsProblem(function.apply(Calls.to(route)), ProblemCode.NO_SUCH_ROUTE);
    }

    /** The path is the caller's; the resource is the template's. */
    @Test
    void the_resource_decides_and_not_the_path() {
        APIGatewayProxyRequestEvent event = Calls.to("GET /v1/me").withPath("/v1/health");
        var function = new HttpFunction("test", Map.of("GET /v1/me", call -> Answer.nothing()), FakeWorld.ORIGIN);

        assertThat(function.apply(event).getStatusCode()).isEqualTo(204);
    }

    @Test
    void an_event_without_anything_in_it_is_no_route() {
        var answer = new HttpFunction("test", Map.of(), FakeWorld.ORIGIN).apply(new APIGatewayProxyRequestEvent());

        assertThat(answer.getStatusCode()).isEqualTo(404);
        assertThat(Calls.body(answer).path("requestId").asString()).isEmpty();
    }

    @Test
    void answers_carry_what_browsers_and_caches_must_know() {
        APIGatewayProxyResponseEvent ok = answer(call -> Answer.ok(Map.of("a", 1)));
        APIGatewayProxyResponseEvent none = answer(call -> Answer.nothing());
        APIGatewayProxyResponseEvent later = answer(call -> Answer.accepted(Map.of("a", 1)));
        APIGatewayProxyResponseEvent elsewhere = answer(call -> Answer.redirect("https://store.example/x"));

        assertThat(ok.getStatusCode()).isEqualTo(200);
        assertThat(ok.getBody()).isEqualTo("{\"a\":1}");
        assertThat(ok.getIsBase64Encoded()).isFalse();
        assertThat(ok.getHeaders())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Access-Control-Allow-Origin", FakeWorld.ORIGIN);
        assertThat(ok.getHeaders().get("Access-Control-Expose-Headers")).contains("Retry-After");
        assertThat(none.getStatusCode()).isEqualTo(204);
        assertThat(none.getBody()).isEmpty();
        assertThat(none.getHeaders()).doesNotContainKey("Content-Type");
        assertThat(later.getStatusCode()).isEqualTo(202);
        assertThat(later.getHeaders()).containsEntry("Retry-After", "1");
        assertThat(elsewhere.getStatusCode()).isEqualTo(302);
        assertThat(elsewhere.getHeaders()).containsEntry("Location", "https://store.example/x");
    }
}
