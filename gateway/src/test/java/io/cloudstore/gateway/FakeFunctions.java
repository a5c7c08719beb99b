package io.cloudstore.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1.PolicyDocument;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1.Statement;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.functions.entry.FunctionHost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Functions that do what a test says; a handler is called by the part of its name before "Handler". */
public final class FakeFunctions implements FunctionHost {
    /** The environment that each function was wired with. */
    public final Map<String, Map<String, String>> environments = new ConcurrentHashMap<>();

    private final Map<String, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> http =
            new ConcurrentHashMap<>();
    private final Map<String, Function<SQSEvent, SQSBatchResponse>> queues = new ConcurrentHashMap<>();
    private volatile Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer =
            event -> allowStage(event);
    private volatile String unknown = "";

    public FakeFunctions http(
            String name, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> function) {
        http.put(name, function);
        return this;
    }

    public FakeFunctions queue(String name, Function<SQSEvent, SQSBatchResponse> function) {
        queues.put(name, function);
        return this;
    }

    public FakeFunctions authorizer(Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function) {
        authorizer = function;
        return this;
    }

    public FakeFunctions without(String name) {
        unknown = name;
        return this;
    }

    @Override
    public Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> http(
            String handler, Map<String, String> environment) {
        String name = named(handler, environment);
        return event -> http.getOrDefault(name, any -> answer(200, "{}")).apply(event);
    }

    @Override
    public Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer(
            String handler, Map<String, String> environment) {
        named(handler, environment);
        return event -> authorizer.apply(event);
    }

    @Override
    public Function<SQSEvent, SQSBatchResponse> queue(String handler, Map<String, String> environment) {
        String name = named(handler, environment);
        return event -> queues.getOrDefault(name, any -> new SQSBatchResponse()).apply(event);
    }

    public static APIGatewayProxyResponseEvent answer(int status, String body) {
        return new APIGatewayProxyResponseEvent().withStatusCode(status).withBody(body);
    }

    /** What our authorizer says of a good token: everything in the stage. */
    public static IamPolicyResponseV1 allowStage(APIGatewayCustomAuthorizerEvent event) {
        return policy(event, "Allow");
    }

    /** What our authorizer says of a bad token. */
    public static IamPolicyResponseV1 denyStage(APIGatewayCustomAuthorizerEvent event) {
        return policy(event, "Deny");
    }

    private static IamPolicyResponseV1 policy(APIGatewayCustomAuthorizerEvent event, String effect) {
        String arn = event.getMethodArn();
        String stage = arn.substring(0, arn.indexOf('/', arn.indexOf('/') + 1));
        Statement statement = Statement.builder()
                .withEffect(effect)
                .withAction("execute-api:Invoke")
                .withResource(List.of(stage + "/*/*"))
                .build();
        return IamPolicyResponseV1.builder()
                .withPrincipalId("owner")
                .withPolicyDocument(PolicyDocument.builder()
                        .withVersion("2012-10-17")
                        .withStatement(List.of(statement))
                        .build())
                .withContext(Map.of("accountId", "a-1", "sessionId", "s-1", "exp", "1893456000"))
                .build();
    }

    private String named(String handler, Map<String, String> environment) {
        String simple = handler.substring(handler.lastIndexOf('.') + 1);
        String name = simple.substring(0, simple.length() - "Handler".length());
        if (name.equals(unknown)) {
            throw new IllegalArgumentException("there is no function " + handler);
        }
        environments.put(name, environment);
        return name;
    }
}
