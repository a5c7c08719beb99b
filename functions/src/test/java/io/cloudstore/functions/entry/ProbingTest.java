package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent.ProxyRequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.functions.mysql.FreshSchema;
import io.cloudstore.functions.token.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever probes what others have, with a real database and with no Redis: nobody listens where the settings name it. */
class ProbingTest {
    private static final int LIMIT = 7;

    private final Map<String, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> handlers =
            new HashMap<>();
    private Functions functions;
    private String account;
    private String session;

    @BeforeEach
    void signIn() {
        FreshSchema schema = FreshSchema.named("cloudstore_probing");
        Map<String, String> environment = Environment.all();
        environment.put("CLOUDSTORE_DB_URL", schema.url());
        environment.put("CLOUDSTORE_DB_USER", schema.user());
        environment.put("CLOUDSTORE_DB_PASSWORD", "plain:" + schema.password());
        environment.put("CLOUDSTORE_TLS_CA", schema.authorities());
        environment.put("CLOUDSTORE_INSTANT_CLAIMS_PER_MINUTE", String.valueOf(LIMIT));
        functions = new Functions(Clock.systemUTC());
        functions.migrate(environment);
        for (String name : List.of("Login", "SignUpload", "InstantUpload")) {
            handlers.put(name, functions.http(name + "Handler", environment));
        }
        String credentials = "{\"name\":\"prober\",\"password\":\"a password of prober\"}";
        call("Login", "POST /v1/accounts", "", credentials);
        String token = call("Login", "POST /v1/sessions", "", credentials)
                .path("accessToken")
                .asString();
        var claims = Tokens.reading(Environment.KEYS::publicKeys)
                .read(token, Instant.now())
                .orElseThrow();
        account = claims.account().toString();
        session = claims.session().toString();
    }

    @AfterEach
    void close() throws Exception {
        functions.close();
    }

    private JsonNode call(String handler, String route, String id, String body) {
        APIGatewayProxyResponseEvent answer = answer(handler, route, id, body);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isBetween(200, 201);
        return Events.JSON.readTree(answer.getBody());
    }

    private APIGatewayProxyResponseEvent answer(String handler, String route, String id, String body) {
        String[] words = route.split(" ", 2);
        var context = new ProxyRequestContext().withRequestId("r");
        if (account != null) {
            context.setAuthorizer(Map.of("accountId", account, "sessionId", session, "exp", "4102444800"));
        }
        return handlers.get(handler)
                .apply(new APIGatewayProxyRequestEvent()
                        .withHttpMethod(words[0])
                        .withResource(words[1])
                        .withPathParameters(Map.of("id", id))
                        .withBody(body)
                        .withRequestContext(context));
    }

    /** Two minutes may be met, for windows of the limit begin with a minute. */
    @Test
    void probing_with_redis_stopped_meets_the_limit() {
        String upload = call("SignUpload", "POST /v1/uploads", "", "{\"name\":\"x\",\"size\":3000000}")
                .path("uploadId")
                .asString();
        String claim = "{\"contentId\":\"" + "0".repeat(64) + "\"}";
        List<Integer> claims = IntStream.range(0, 3 * LIMIT)
                .map(i -> answer("InstantUpload", "POST /v1/uploads/{id}/instant", upload, claim)
                        .getStatusCode())
                .boxed()
                .toList();
        APIGatewayProxyResponseEvent malformed =
                answer("InstantUpload", "POST /v1/uploads/{id}/instant/proof", upload, "{\"proofs\":[\"no proof\"]}");

        assertThat(claims)
                .containsOnly(200, 429)
                .startsWith(Stream.generate(() -> 200).limit(LIMIT).toArray(Integer[]::new));
        assertThat(claims).filteredOn(status -> status == 200).hasSizeLessThanOrEqualTo(2 * LIMIT);
        assertThat(malformed.getStatusCode()).isEqualTo(429);
        assertThat(malformed.getHeaders()).containsEntry("Retry-After", "60");
    }
}
