package io.cloudstore.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.cloudstore.core.admission.ReadToken;
import io.cloudstore.core.admission.ReadToken.Claims;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The authorizer: signature and claims alone, so that its verdict may be cached. The verdict covers the whole stage,
 * because the gateway checks a cached one against every method; whether the session still lives is each function's first
 * question. See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
public final class AuthorizeFunction implements Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> {
    private static final String BEARER = "Bearer ";

    private final ReadToken tokens;
    private final Clock clock;

    public AuthorizeFunction(ReadToken tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public IamPolicyResponseV1 apply(APIGatewayCustomAuthorizerEvent event) {
        String stage = wholeStage(event.getMethodArn());
        return claims(event.getAuthorizationToken())
                .map(claims -> allow(claims, stage))
                .orElseGet(() -> verdict("nobody", "Deny", stage, Map.of()));
    }

    private Optional<Claims> claims(String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .flatMap(text -> tokens.read(text.substring(BEARER.length()).strip(), clock.instant()));
    }

    private static IamPolicyResponseV1 allow(Claims claims, String stage) {
        return verdict(
                claims.account().toString(),
                "Allow",
                stage,
                Map.of(
                        "accountId", claims.account().toString(),
                        "sessionId", claims.session().toString(),
                        "exp", String.valueOf(claims.expiresAt().getEpochSecond())));
    }

    private static IamPolicyResponseV1 verdict(
            String principal, String effect, String resource, Map<String, Object> context) {
        var statement = IamPolicyResponseV1.Statement.builder()
                .withAction("execute-api:Invoke")
                .withEffect(effect)
                .withResource(List.of(resource))
                .build();
        return IamPolicyResponseV1.builder()
                .withPrincipalId(principal)
                .withPolicyDocument(IamPolicyResponseV1.PolicyDocument.builder()
                        .withVersion("2012-10-17")
                        .withStatement(List.of(statement))
                        .build())
                .withContext(context)
                .build();
    }

    /** {@code arn:…:api/stage/METHOD/path} → {@code arn:…:api/stage/*}{@code /*}. */
    private static String wholeStage(String methodArn) {
        String[] steps = methodArn.split("/", 3);
        return steps.length < 2 ? methodArn : steps[0] + "/" + steps[1] + "/*/*";
    }
}
