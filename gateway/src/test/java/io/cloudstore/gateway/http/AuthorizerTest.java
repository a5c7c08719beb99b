package io.cloudstore.gateway.http;

import static io.cloudstore.gateway.FakeFunctions.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1.PolicyDocument;
import io.cloudstore.gateway.FakeFunctions;
import io.cloudstore.gateway.template.Statement;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerTest {
    private final HttpFixture http = HttpFixture.start();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        http.close();
    }

    private void authorizer(Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function) {
        http.functions.authorizer(event -> {
            asked.incrementAndGet();
            return function.apply(event);
        });
    }

    @Test
    void a_verdict_is_asked_for_once_and_covers_every_method_of_the_stage() throws Exception {
        authorizer(FakeFunctions::allowStage);
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(200);
        assertThat(http.postWithToken("/v1/uploads", "{}").statusCode()).isEqualTo(200);
        assertThat(http.getWithToken("/v1/files/7").statusCode()).isEqualTo(200);
        assertThat(asked).hasValue(1);
    }

    @Test
    void another_token_is_another_question() throws Exception {
        authorizer(FakeFunctions::allowStage);
        http.getWithToken("/v1/me");
        http.send(http.to("/v1/me").header("Authorization", HttpFixture.TOKEN + "x"));
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_cached_verdict_for_one_method_does_not_open_another() throws Exception {
        authorizer(event -> policy("Allow", event.getMethodArn()));
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(200);
        assertThat(http.getWithToken("/v1/uploads").statusCode()).isEqualTo(401);
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_denial_is_remembered_too() throws Exception {
        authorizer(FakeFunctions::denyStage);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = http.getWithToken("/v1/me");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(HttpFixture.json(response.body()).path("code").asString())
                    .isEqualTo("sign-in-required");
        }
        assertThat(asked).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer ",
                "Bearer short",
                "Basic YWRhOnBhc3N3b3JkMTIzNA==",
                "Bearer with space.in.the.middle 12345"
            })
    void what_cannot_be_a_token_never_reaches_the_authorizer(String value) throws Exception {
        authorizer(FakeFunctions::allowStage);
        HttpResponse<String> response = http.send(http.to("/v1/me").header("Authorization", value));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(http.get("/v1/me").statusCode()).isEqualTo(401);
        assertThat(asked).hasValue(0);
    }

    @Test
    void two_tokens_in_one_request_are_none() throws Exception {
        authorizer(FakeFunctions::allowStage);
        HttpResponse<String> response = http.send(http.to("/v1/me")
                .header("Authorization", HttpFixture.TOKEN)
                .header("Authorization", HttpFixture.TOKEN + "x"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(asked).hasValue(0);
    }

    @Test
    void an_authorizer_that_fails_lets_nobody_in_and_is_asked_again() throws Exception {
        authorizer(event -> {
            throw new IllegalStateException("no keys");
        });
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(500);
        authorizer(event -> {
            throw new RuntimeException("Unauthorized");
        });
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(401);
        authorizer(event -> null);
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(500);
        authorizer(event -> policy("Allow", "arn:aws:execute-api:us-east-1:000000000000:Api/other-stage/*/*"));
        assertThat(http.getWithToken("/v1/me").statusCode()).isEqualTo(401);
        assertThat(asked).hasValue(4);
    }

    @Test
    void a_function_cannot_change_the_verdict_that_others_get() throws Exception {
        authorizer(FakeFunctions::allowStage);
        http.functions.http("Login", event -> {
            Object account = event.getRequestContext().getAuthorizer().put("accountId", "someone else");
            return answer(200, "\"" + account + "\"");
        });
        assertThat(http.getWithToken("/v1/me").body()).isEqualTo("\"a-1\"");
        assertThat(http.getWithToken("/v1/me").body()).isEqualTo("\"a-1\"");
    }

    @Test
    void a_verdict_holds_for_its_time_and_no_longer() {
        AtomicLong now = new AtomicLong();
        VerdictCache cache = new VerdictCache(Duration.ofMinutes(5), now::get);
        Verdict verdict = new Verdict(List.of(), Map.of());
        cache.put("token", verdict);
        now.set(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(cache.find("token")).contains(verdict);
        now.set(Duration.ofMinutes(5).toNanos());
        assertThat(cache.find("token")).isEmpty();

        VerdictCache none = new VerdictCache(Duration.ZERO, now::get);
        none.put("token", verdict);
        assertThat(none.find("token")).isEmpty();
    }

    @Test
    void a_denial_goes_before_what_allows() {
        Verdict verdict = new Verdict(
                List.of(
                        new Statement(true, List.of(), List.of("arn:x/*")),
                        new Statement(false, List.of(), List.of("arn:x/DELETE/*"))),
                Map.of());
        assertThat(verdict.allows("arn:x/GET/v1")).isTrue();
        assertThat(verdict.allows("arn:x/DELETE/v1")).isFalse();
        assertThat(verdict.allows("arn:y/GET/v1")).isFalse();
    }

    private static IamPolicyResponseV1 policy(String effect, String resource) {
        return IamPolicyResponseV1.builder()
                .withPrincipalId("owner")
                .withPolicyDocument(PolicyDocument.builder()
                        .withVersion("2012-10-17")
                        .withStatement(List.of(IamPolicyResponseV1.Statement.builder()
                                .withEffect(effect)
                                .withAction("execute-api:Invoke")
                                .withResource(List.of(resource))
                                .build()))
                        .build())
                .build();
    }
}
