package io.cloudstore.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.protocol.problem.Problem;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.InstantView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One function behind the HTTP API: its routes, and what all of them need. Safe for any number of threads. */
public final class HttpFunction implements Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFunction.class);

    private final String name;
    private final Map<String, Route> routes;
    private final String allowedOrigin;

    /** With its routes, by method and resource, and the origin that browsers may call from. */
    HttpFunction(String name, Map<String, Route> routes, String allowedOrigin) {
        this.name = name;
        this.routes = Map.copyOf(routes);
        this.allowedOrigin = allowedOrigin;
    }

    @Override
    public APIGatewayProxyResponseEvent apply(APIGatewayProxyRequestEvent event) {
        var call = new Call(event);
        long start = System.nanoTime();
        Answer answer = answer(call);
        log(call, answer, (System.nanoTime() - start) / 1_000_000);
        return response(answer);
    }

    private Answer answer(Call call) {
        try {
            Route route = routes.get(call.route());
            if (route == null) {
                throw new ProblemException(ProblemCode.NO_SUCH_ROUTE, "See openapi.yaml for the routes there are.");
            }
            return route.answer(call);
        } catch (RuntimeException failure) {
            return problem(Refusals.of(failure, name, call.requestId()), call);
        }
    }

    private static Answer problem(ProblemException refusal, Call call) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Content-Type", Problem.MEDIA_TYPE));
        Long wait = refusal.retryAfterSeconds();
        if (wait != null) {
            headers.put("Retry-After", wait.toString());
        }
        return new Answer(refusal.code().status(), Problem.of(refusal, call.requestId()), headers);
    }

    private APIGatewayProxyResponseEvent response(Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Access-Control-Allow-Origin", allowedOrigin);
        headers.put("Access-Control-Expose-Headers", "x-amzn-RequestId,Retry-After");
        if (answer.hasBody()) {
            headers.put("Content-Type", "application/json");
        }
        headers.putAll(answer.headers());
        return new APIGatewayProxyResponseEvent()
                .withStatusCode(answer.status())
                .withHeaders(headers)
                .withBody(answer.hasBody() ? Json.write(answer.body()) : "")
                .withIsBase64Encoded(false);
    }

    /** What came of the call, where its status doesn't say it: whoever probes for content is told by it. */
    private static String word(Object body) {
        return switch (body) {
            case Problem problem -> problem.code();
            case InstantView claimed -> claimed.outcome();
            default -> "";
        };
    }

    private void log(Call call, Answer answer, long milliseconds) {
        if (LOG.isInfoEnabled()) {
            LOG.info(Json.write(Map.of(
                    "function",
                    name,
                    "route",
                    call.route(),
                    "requestId",
                    call.requestId(),
                    "accountId",
                    call.accountId(),
                    "status",
                    answer.status(),
                    "code",
                    word(answer.body()),
                    "milliseconds",
                    milliseconds)));
        }
    }
}
