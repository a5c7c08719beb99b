package io.cloudstore.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.RequestIdentity;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls as API Gateway passes them on, from the caller of {@link FakeWorld}. */
final class Calls {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String REQUEST = "c6af9ac6-7b61-11e6-9a41-93e8deadbeef";
    static final String ID = "0190f3c2-7c00-7000-8000-0000000000c1";

    private Calls() {}

    /** A call of a route, {@code METHOD /resource}, with an id where the path has one. */
    static APIGatewayProxyRequestEvent to(String route) {
        String[] words = route.split(" ", 2);
        var context = new ProxyRequestContext()
                .withRequestId(REQUEST)
                .withIdentity(new RequestIdentity().withSourceIp("203.0.113.7"));
        context.setAuthorizer(authorizer());
        var event = new APIGatewayProxyRequestEvent()
                .withHttpMethod(words[0])
                .withResource(words[1])
                .withPath(words[1].replace("{id}", ID))
                .withHeaders(new HashMap<>(Map.of("Content-Type", "application/json")))
                .withRequestContext(context);
        return words[1].contains("{id}") ? event.withPathParameters(Map.of("id", ID)) : event;
    }

    static APIGatewayProxyRequestEvent to(String route, String body) {
        return to(route).withBody(body);
    }

    private static Map<String, Object> authorizer() {
        return new HashMap<>(Map.of(
                "principalId", FakeWorld.ACCOUNT.toString(),
                "accountId", FakeWorld.ACCOUNT.toString(),
                "sessionId", FakeWorld.SESSION.toString(),
                "exp", String.valueOf(FakeWorld.NOW.getEpochSecond() + 60),
                "integrationLatency", 12));
    }

    static JsonNode body(APIGatewayProxyResponseEvent answer) {
        return JSON.readTree(answer.getBody());
    }

    static String code(APIGatewayProxyResponseEvent answer) {
        return answer.getBody().isEmpty() ? "" : body(answer).path("code").asString("");
    }
}
