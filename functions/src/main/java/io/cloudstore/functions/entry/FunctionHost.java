package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.Map;
import java.util.function.Function;

/**
 * The functions as a host outside AWS asks for them: by the handler that {@code template.yaml} names and the
 * environment that it gives. A handler is a fully qualified class name, for example
 * {@code io.cloudstore.functions.entry.SignUploadHandler}.
 *
 * <p>Each call wires a function from the given environment alone; the process's own environment has no part in it.
 * The returned functions are safe for use by many threads at once.
 */
public interface FunctionHost {

    /**
     * A function behind the HTTP API.
     *
     * @throws IllegalArgumentException when no HTTP function has this handler, or a setting is missing or wrong; the
     *     message names it
     */
    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> http(
            String handler, Map<String, String> environment);

    /**
     * A function that judges bearer tokens.
     *
     * @throws IllegalArgumentException as for {@link #http}
     */
    Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorizer(
            String handler, Map<String, String> environment);

    /**
     * A function behind a queue or a schedule; a schedule's tick is an event without records.
     *
     * @throws IllegalArgumentException as for {@link #http}
     */
    Function<SQSEvent, SQSBatchResponse> queue(String handler, Map<String, String> environment);
}
