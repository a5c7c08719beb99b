package io.cloudstore.gateway.http;

import static io.cloudstore.gateway.FakeFunctions.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.gateway.template.Route;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reaches which function, and what comes back. */
class RoutingTest {
    private final HttpFixture http = HttpFixture.start();

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void an_event_is_what_api_gateway_makes_of_a_request() throws Exception {
        AtomicReference<APIGatewayProxyRequestEvent> seen = new AtomicReference<>();
        http.functions.http("SignUpload", event -> {
            seen.set(event);
            return answer(201, "{\"ok\":true}");
        });

        HttpResponse<String> response = http.send(http.to("/v1/uploads/a%20b/parts?x=1&x=%C3%A9&empty=")
                .header("Authorization", HttpFixture.TOKEN)
                .header("X-Trace", "one")
                .header("X-Trace", "two")
                .POST(BodyPublishers.ofString("{\"name\":\"ä\"}")));

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"ok\":true}");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        APIGatewayProxyRequestEvent event = seen.get();
        assertThat(event.getResource()).isEqualTo("/v1/uploads/{id}/parts");
        assertThat(event.getPath()).isEqualTo("/v1/uploads/a%20b/parts");
        assertThat(event.getHttpMethod()).isEqualTo("POST");
        assertThat(event.getPathParameters()).isEqualTo(Map.of("id", "a b"));
        assertThat(event.getMultiValueQueryStringParameters())
                .isEqualTo(Map.of("x", List.of("1", "é"), "empty", List.of("")));
        assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("x", "é", "empty", ""));
        assertThat(event.getMultiValueHeaders()).containsEntry("X-Trace", List.of("one", "two"));
        assertThat(event.getHeaders())
                .containsEntry("X-Trace", "two")
                .containsEntry("Authorization", HttpFixture.TOKEN)
                .containsEntry("X-Forwarded-For", "127.0.0.1");
        assertThat(event.getBody()).isEqualTo("{\"name\":\"ä\"}");
        assertThat(event.getIsBase64Encoded()).isFalse();
        var context = event.getRequestContext();
        assertThat(context.getRequestId())
                .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());
        assertThat(context.getStage()).isEqualTo("v");
        assertThat(context.getResourcePath()).isEqualTo("/v1/uploads/{id}/parts");
        assertThat(context.getIdentity().getSourceIp()).isEqualTo("127.0.0.1");
        assertThat(context.getRequestTimeEpoch()).isCloseTo(System.currentTimeMillis(), offset(60_000L));
        assertThat(context.getAuthorizer())
                .containsEntry("principalId", "owner")
                .containsEntry("accountId", "a-1")
                .containsEntry("sessionId", "s-1")
                .containsEntry("exp", "1893456000");
    }

    @Test
    void an_open_route_wants_no_token_and_tells_of_no_caller() throws Exception {
        AtomicReference<APIGatewayProxyRequestEvent> seen = new AtomicReference<>();
        http.functions.http("Login", event -> {
            seen.set(event);
            return answer(200, "{}");
        });
        assertThat(http.get("/v1/health").statusCode()).isEqualTo(200);
        assertThat(seen.get().getRequestContext().getAuthorizer()).isNull();
        assertThat(seen.get().getBody()).isNull();
        assertThat(seen.get().getQueryStringParameters()).isNull();
        assertThat(seen.get().getPathParameters()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing",
        "GET, /",
        "GET, /v1/health/",
        "GET, //v1/health",
        "GET, /v1/../v1/health",
        "GET, /v1/uploads/",
        "GET, /v1/uploads/..",
        "PUT, /v1/uploads",
        "DELETE, /v1/health",
        "HEAD, /v1/health",
        "OPTIONS, /v1/nothing",
    })
    void what_is_no_route_is_answered_as_a_problem(String method, String path) throws Exception {
        HttpResponse<String> response = http.send(
                http.to(path).header("Authorization", HttpFixture.TOKEN).method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
        if (!method.equals("HEAD")) {
            assertThat(HttpFixture.json(response.body()).path("code").asString())
                    .isEqualTo("no-such-route");
            assertThat(HttpFixture.json(response.body()).path("requestId").asString())
                    .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());
        }
    }

    @Test
    void a_literal_segment_goes_before_a_variable_one() {
        Routes routes = new Routes(List.of(
                new Route("GET", "/v1/uploads/{id}", "Any", false),
                new Route("GET", "/v1/uploads/batch", "Batch", false)));
        assertThat(routes.find("GET", "/v1/uploads/batch").orElseThrow().route().function())
                .isEqualTo("Batch");
        assertThat(routes.find("GET", "/v1/uploads/other").orElseThrow().variables())
                .containsEntry("id", "other");
        assertThat(routes.find("GET", "/v1/uploads/%zz")).isEmpty();
    }

    @Test
    void headers_that_only_gateways_may_set_never_reach_a_function() throws Exception {
        AtomicReference<Map<String, String>> seen = new AtomicReference<>();
        http.functions.http("Login", event -> {
            seen.set(event.getHeaders());
            return answer(200, "{}");
        });
        http.send(http.to("/v1/health")
                .header("X-Forwarded-For", "6.6.6.6")
                .header("Forwarded", "for=6.6.6.6")
                .header("x-amzn-trace-id", "x")
                .header("spring.cloud.function.definition", "functionRouter"));
        assertThat(seen.get()).containsEntry("X-Forwarded-For", "127.0.0.1");
        assertThat(seen.get().keySet())
                .noneMatch(name -> name.matches("(?i)forwarded|x-amzn-.*|spring\\.cloud\\.function\\..*"));
    }

    @Test
    void binary_and_repeated_headers_go_out_as_the_function_gave_them() throws Exception {
        byte[] bytes = {0, (byte) 0xff, 'x', (byte) 0x80};
        http.functions.http(
                "Login",
                event -> new APIGatewayProxyResponseEvent()
                        .withStatusCode(200)
                        .withIsBase64Encoded(true)
                        .withHeaders(
                                Map.of("Content-Type", "image/png", "Connection", "close", "Content-Length", "999"))
                        .withMultiValueHeaders(Map.of("X-Two", List.of("a", "b")))
                        .withBody(Base64.getEncoder().encodeToString(bytes)));
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(http.to("/v1/health").build(), BodyHandlers.ofByteArray());
        assertThat(response.body()).isEqualTo(bytes);
        assertThat(response.headers().firstValue("content-type")).contains("image/png");
        assertThat(response.headers().allValues("x-two")).containsExactly("a", "b");
    }

    @Test
    void an_answer_without_content_has_none() throws Exception {
        http.functions.http("Login", event -> answer(204, null));
        HttpResponse<String> response = http.getWithToken("/v1/me");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void a_preflight_is_answered_by_the_template_without_any_function() throws Exception {
        HttpResponse<String> response = http.send(http.to("/v1/uploads/7/parts")
                .header("Origin", "https://drive.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(response.headers().firstValue("access-control-allow-methods").orElseThrow())
                .contains("PATCH");
        assertThat(response.headers().firstValue("access-control-allow-headers").orElseThrow())
                .contains("Authorization");
        assertThat(response.headers().firstValue("access-control-max-age")).contains("600");
    }

    @Test
    void the_access_log_names_the_route_and_no_secret() throws Exception {
        http.send(http.to("/v1/uploads/secret-id?cursor=secret-query").header("Authorization", HttpFixture.TOKEN));
        String line = http.accessLog.take();
        assertThat(line)
                .doesNotContain("secret")
                .doesNotContain(HttpFixture.TOKEN)
                .doesNotContain("\n");
        var json = HttpFixture.json(line);
        assertThat(json.path("route").asString()).isEqualTo("/v1/uploads/{id}");
        assertThat(json.path("method").asString()).isEqualTo("GET");
        assertThat(json.path("status").asInt()).isEqualTo(200);
        assertThat(json.path("accountId").asString()).isEqualTo("a-1");
        assertThat(json.path("requestId").asString()).hasSize(36);

        http.get("/v1/secret/of/mine");
        assertThat(http.accessLog.take()).doesNotContain("secret").contains("MISSING_AUTHENTICATION_TOKEN");
    }

    @Test
    void a_body_in_chunks_arrives_whole() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        http.functions.http("Login", event -> {
            seen.set(event.getBody());
            return answer(200, "{}");
        });
        http.send(http.to("/v1/sessions")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("x".repeat(100_000).getBytes(StandardCharsets.UTF_8)))));
        assertThat(seen.get()).hasSize(100_000);
    }
}
