package io.cloudstore.gateway.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.cloudstore.gateway.invocation.FunctionFailure;
import io.cloudstore.gateway.invocation.Invoker;
import io.cloudstore.gateway.template.Authorizer;
import io.cloudstore.gateway.template.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the authorizer about tokens, and remembers what it said for as long as the template says. */
final class TokenJudge {
    private static final Logger log = LoggerFactory.getLogger(TokenJudge.class);

    private final Authorizer authorizer;
    private final Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function;
    private final Duration timeout;
    private final Invoker invoker;
    private final VerdictCache cache;

    TokenJudge(
            Authorizer authorizer,
            Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> function,
            Duration timeout,
            Invoker invoker,
            LongSupplier nanoClock) {
        this.authorizer = authorizer;
        this.function = function;
        this.timeout = timeout;
        this.invoker = invoker;
        this.cache = new VerdictCache(authorizer.cacheTtl(), nanoClock);
    }

    /** What became of a judgement: passed with a context, or refused with an error of the gateway. */
    sealed interface Judgement {
        /** The caller may call the method. */
        record Passed(Map<String, Object> context) implements Judgement {}

        /** The caller may not, or nobody could tell. */
        record Refused(ResponseType error) implements Judgement {}
    }

    /** Judges a request for the method. */
    Judgement judge(Call call, String methodArn) throws InterruptedException {
        List<String> values = call.header(authorizer.header());
        // two tokens in one request: whoever reads the other one would see another caller
        if (values.size() != 1
                || !authorizer.validation().matcher(values.getFirst()).matches()) {
            return new Judgement.Refused(ResponseType.UNAUTHORIZED);
        }
        String token = values.getFirst();
        try {
            Optional<Verdict> known = cache.find(token);
            Verdict verdict = known.isPresent() ? known.get() : ask(token, methodArn);
            return verdict.allows(methodArn)
                    ? new Judgement.Passed(verdict.context())
                    : new Judgement.Refused(ResponseType.ACCESS_DENIED);
        } catch (FunctionFailure failure) {
            return new Judgement.Refused(errorOf(failure, call.requestId()));
        } catch (IllegalArgumentException noPolicy) {
            log.error("request {}: {}", call.requestId(), noPolicy.getMessage());
            return new Judgement.Refused(ResponseType.AUTHORIZER_FAILURE);
        }
    }

    private Verdict ask(String token, String methodArn) throws FunctionFailure, InterruptedException {
        APIGatewayCustomAuthorizerEvent event = APIGatewayCustomAuthorizerEvent.builder()
                .withType("TOKEN")
                .withAuthorizationToken(token)
                .withMethodArn(methodArn)
                .build();
        IamPolicyResponseV1 response = invoker.invoke(authorizer.function(), function, event, timeout)
                .orElseThrow(() -> new IllegalArgumentException("the authorizer gave no answer"));
        Verdict verdict = Verdict.of(response);
        cache.put(token, verdict);
        return verdict;
    }

    /** An authorizer says that a token is none by throwing this one word. */
    private static ResponseType errorOf(FunctionFailure failure, String requestId) {
        Throwable cause = failure.getCause();
        if (cause != null && "Unauthorized".equals(cause.getMessage())) {
            return ResponseType.UNAUTHORIZED;
        }
        log.error("request {}: {}", requestId, failure.getMessage(), failure);
        return ResponseType.AUTHORIZER_FAILURE;
    }
}
