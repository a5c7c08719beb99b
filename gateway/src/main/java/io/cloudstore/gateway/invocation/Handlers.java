package io.cloudstore.gateway.invocation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.cloudstore.functions.entry.FunctionHost;
import io.cloudstore.gateway.template.Authorizer;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.QueueSource;
import io.cloudstore.gateway.template.Route;
import io.cloudstore.gateway.template.Schedule;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every function of the template that something calls, ready to be called, by logical id.
 *
 * @param http behind the API
 * @param authorizers that judge tokens
 * @param queues behind queues and schedules
 */
public record Handlers(
        Map<String, Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent>> http,
        Map<String, Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1>> authorizers,
        Map<String, Function<SQSEvent, SQSBatchResponse>> queues) {

    /**
     * Asks the host for each function, with the environment that the template gives it.
     *
     * @throws TemplateException when the host has no such function or refuses its environment; it names both
     */
    public static Handlers wire(Template template, FunctionHost host) {
        return new Handlers(
                each(template, template.api().routes().stream().map(Route::function), host::http),
                each(template, template.api().authorizer().stream().map(Authorizer::function), host::authorizer),
                each(
                        template,
                        Stream.concat(
                                template.queueSources().stream().map(QueueSource::function),
                                template.schedules().stream().map(Schedule::function)),
                        host::queue));
    }

    /** The function of this logical id; {@link #wire} has put in each that the template names. */
    public static <F> F required(Map<String, F> functions, String logicalId) {
        F function = functions.get(logicalId);
        if (function == null) {
            throw new IllegalStateException("function " + logicalId + " was not wired");
        }
        return function;
    }

    private static <F> Map<String, F> each(
            Template template, Stream<String> functions, BiFunction<String, Map<String, String>, F> host) {
        return functions
                .distinct()
                .collect(Collectors.toUnmodifiableMap(id -> id, id -> hosted(template.function(id), host)));
    }

    private static <F> F hosted(HostedFunction function, BiFunction<String, Map<String, String>, F> host) {
        try {
            return host.apply(function.handler(), function.environment());
        } catch (IllegalArgumentException refused) {
            throw new TemplateException(
                    "Function " + function.logicalId() + " (" + function.handler() + ") can't be hosted: "
                            + refused.getMessage(),
                    refused);
        }
    }
}
