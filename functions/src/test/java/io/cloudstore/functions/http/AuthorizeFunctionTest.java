package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.cloudstore.core.admission.ReadToken;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeFunctionTest {
    private static final String ARN = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v/";
    private static final ReadToken ONE_TOKEN = (token, now) -> token.equals("good")
            ? Optional.of(new ReadToken.Claims(FakeWorld.ACCOUNT, FakeWorld.SESSION, FakeWorld.NOW.plusSeconds(60)))
            : Optional.empty();

    private static IamPolicyResponseV1 verdict(String header, String methodArn) {
        return new AuthorizeFunction(ONE_TOKEN, FakeWorld.CLOCK)
                .apply(APIGatewayCustomAuthorizerEvent.builder()
                        .withType("TOKEN")
                        .withAuthorizationToken(header)
                        .withMethodArn(methodArn)
                        .build());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> statement(IamPolicyResponseV1 verdict) {
        Object[] statements = (Object[]) verdict.getPolicyDocument().get("Statement");
        assertThat(statements).hasSize(1);
        return (Map<String, Object>) statements[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer good", "bearer good", "BEARER   good "})
    void a_good_token_is_allowed_with_the_callers_names_as_text(String header) {
        IamPolicyResponseV1 verdict = verdict(header, ARN + "GET/v1/me");

        assertThat(verdict.getPrincipalId()).isEqualTo(FakeWorld.ACCOUNT.toString());
        assertThat(statement(verdict)).containsEntry("Effect", "Allow").containsEntry("Action", "execute-api:Invoke");
        assertThat(verdict.getPolicyDocument()).containsEntry("Version", "2012-10-17");
        assertThat(verdict.getContext())
                .isEqualTo(Map.of(
                        "accountId", FakeWorld.ACCOUNT.toString(),
                        "sessionId", FakeWorld.SESSION.toString(),
                        "exp", String.valueOf(FakeWorld.NOW.getEpochSecond() + 60)));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "good",
                "Basic good",
                "Bearergood",
                "Bearer forged",
                "Bearer good good",
                " Bearer good",
                "Digest Bearer good",
                "Bearer \u0000good"
            })
    void anything_else_is_denied_and_says_nothing_of_anybody(String header) {
        IamPolicyResponseV1 verdict = verdict(header, ARN + "GET/v1/me");

        assertThat(statement(verdict)).containsEntry("Effect", "Deny");
        assertThat(verdict.getPrincipalId()).isEqualTo("nobody");
        assertThat(verdict.getContext()).isEmpty();
    }

    /** A verdict is cached by token and checked against every method that the token then calls. */
    @ParameterizedTest
    @CsvSource({
        "GET/v1/me",
        "DELETE/v1/files/0190f3c2-7c00-7000-8000-0000000000f1",
        "POST/",
        "GET/v1/entries/a/b/c/d",
        "*/*"
    })
    void a_verdict_covers_the_whole_stage_and_no_other(String method) {
        for (String header : new String[] {"Bearer good", "Bearer forged"}) {
            Object resource = statement(verdict(header, ARN + method)).get("Resource");
            assertThat((Object[]) resource)
                    .containsExactly("arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/v/*/*");
        }
    }

    @Test
    void an_arn_without_a_stage_is_covered_as_it_is() {
        assertThat((Object[]) statement(verdict("Bearer good", "arn:aws:odd")).get("Resource"))
                .containsExactly("arn:aws:odd");
    }
}
