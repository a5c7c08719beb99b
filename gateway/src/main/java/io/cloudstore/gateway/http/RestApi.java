package io.cloudstore.gateway.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.gateway.http.TokenJudge.Judgement;
import io.cloudstore.gateway.invocation.FunctionFailure;
import io.cloudstore.gateway.invocation.Handlers;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.Api;
import io.cloudstore.gateway.template.Cors;
import io.cloudstore.gateway.template.ResponseType;
import io.cloudstore.gateway.template.Template;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests as API Gateway does. Safe for use by many threads. */
final class RestApi {
    private static final Logger log = LoggerFactory.getLogger(RestApi.class);
    private static final Answer NOBODY_LISTENS = new Answer(499, Map.of(), new byte[0]);

    private final Template template;
    private final Api api;
    private final Handlers handlers;
    private final Invoker invoker;
    private final HttpLimits limits;
    private final GatewayErrors errors;
    private final Routes routes;
    private final ProxyEvents events;
    private final Optional<TokenJudge> judge;
    private final Optional<TokenBucket> throttle;
    private final AddressThrottle addresses;

    RestApi(
            Template template,
            Handlers handlers,
            Invoker invoker,
            HttpLimits limits,
            InstantSource clock,
            LongSupplier nanoClock) {
        this.template = template;
        this.api = template.api();
        this.handlers = handlers;
        this.invoker = invoker;
        this.limits = limits;
        this.errors = new GatewayErrors(api.gatewayResponses());
        this.routes = new Routes(api.routes());
        this.events = new ProxyEvents(api, template.deployment().accountId(), clock);
        this.judge = api.authorizer()
                .map(authorizer -> new TokenJudge(
                        authorizer,
                        Handlers.required(handlers.authorizers(), authorizer.function()),
                        template.function(authorizer.function()).timeout(),
                        invoker,
                        nanoClock));
        this.throttle = api.throttle().map(rate -> new TokenBucket(rate, nanoClock));
        this.addresses = new AddressThrottle(limits.addressThrottle(), limits.throttlesLoopback(), nanoClock);
    }

    /** What the request came to, with what the access log wants to know of it. */
    record Outcome(Answer answer, String route, String accountId, Duration inFunction) {
        private static Outcome of(Answer answer, String route) {
            return new Outcome(answer, route, "", Duration.ZERO);
        }
    }

    /** Answers one request; never throws. */
    Outcome answer(Call call) {
        Optional<Routes.Match> match = routes.find(call.method(), call.path());
        String route = match.map(found -> found.route().path()).orElse("");
        try {
            if (!addresses.admits(call.sourceIp())
                    || !throttle.map(TokenBucket::take).orElse(true)) {
                return Outcome.of(error(ResponseType.THROTTLED, call), route);
            }
            if (match.isPresent()) {
                return routed(call, match.get());
            }
            return Outcome.of(
                    preflight(call).orElseGet(() -> error(ResponseType.MISSING_AUTHENTICATION_TOKEN, call)), route);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Outcome.of(error(ResponseType.DEFAULT_5XX, call), route);
        } catch (IOException clientGone) {
            log.debug("request {}: the client went away: {}", call.requestId(), clientGone.getMessage());
            return Outcome.of(NOBODY_LISTENS, route);
        }
    }

    private Outcome routed(Call call, Routes.Match match) throws InterruptedException, IOException {
        String route = match.route().path();
        Judgement judgement = match.route().open() || judge.isEmpty()
                ? new Judgement.Passed(Map.of())
                : judge.get().judge(call, methodArn(call));
        return switch (judgement) {
            case Judgement.Refused(ResponseType error) -> Outcome.of(error(error, call), route);
            case Judgement.Passed(Map<String, Object> context) -> {
                byte[] body;
                try {
                    body = call.body().read(limits.payloadBytes());
                } catch (Call.TooLarge tooLarge) {
                    yield Outcome.of(error(ResponseType.REQUEST_TOO_LARGE, call), route);
                }
                long begun = System.nanoTime();
                Answer answer = invoke(call, match, events.request(call, match, body, context));
                Duration inFunction = Duration.ofNanos(System.nanoTime() - begun);
                yield new Outcome(answer, route, String.valueOf(context.getOrDefault("accountId", "")), inFunction);
            }
        };
    }

    private Answer invoke(Call call, Routes.Match match, APIGatewayProxyRequestEvent event)
            throws InterruptedException {
        String function = match.route().function();
        try {
            APIGatewayProxyResponseEvent response = invoker.answer(
                            function,
                            Handlers.required(handlers.http(), function),
                            event,
                            shorter(template.function(function).timeout(), limits.integrationTimeout()))
                    .orElseThrow(() -> new IllegalArgumentException("the function gave no answer"));
            Answer answer = ProxyEvents.answer(response);
            if (answer.body().length > limits.payloadBytes()) {
                throw new IllegalArgumentException(
                        "the function's answer is larger than " + limits.payloadBytes() + " bytes");
            }
            return answer;
        } catch (FunctionFailure failure) {
            log.error("request {}: {}", call.requestId(), failure.getMessage(), failure);
            return error(failure.timedOut() ? ResponseType.INTEGRATION_TIMEOUT : ResponseType.DEFAULT_5XX, call);
        } catch (IllegalArgumentException noResponse) {
            log.error("request {}: {}: {}", call.requestId(), function, noResponse.getMessage());
            return error(ResponseType.DEFAULT_5XX, call);
        }
    }

    /** SAM gives each path an OPTIONS method of its own, open to all. */
    private Optional<Answer> preflight(Call call) {
        return api.cors()
                .filter(cors -> call.method().equals("OPTIONS") && routes.knows(call.path()))
                .map(RestApi::preflightAnswer);
    }

    private static Answer preflightAnswer(Cors cors) {
        return new Answer(
                200,
                Map.of(
                        "Access-Control-Allow-Origin", List.of(cors.allowOrigin()),
                        "Access-Control-Allow-Methods", List.of(cors.allowMethods()),
                        "Access-Control-Allow-Headers", List.of(cors.allowHeaders()),
                        "Access-Control-Max-Age", List.of(cors.maxAge())),
                new byte[0]);
    }

    private Answer error(ResponseType type, Call call) {
        return errors.answer(type, call.requestId());
    }

    private String methodArn(Call call) {
        return "arn:aws:execute-api:" + template.deployment().region() + ":"
                + template.deployment().accountId() + ":" + api.logicalId() + "/" + api.stage() + "/" + call.method()
                + call.path();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
