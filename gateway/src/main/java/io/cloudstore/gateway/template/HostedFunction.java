package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Lambda function.
 *
 * @param logicalId its name in the template
 * @param handler fully qualified name of its handler class
 * @param timeout how long one invocation may take
 * @param memoryMiB its memory on AWS
 * @param environment its environment variables, resolved
 * @param statements what its own role allows
 */
public record HostedFunction(
        String logicalId,
        String handler,
        Duration timeout,
        int memoryMiB,
        Map<String, String> environment,
        List<Statement> statements) {

    /** Copies what it is given. */
    public HostedFunction {
        environment = Map.copyOf(environment);
        statements = List.copyOf(statements);
    }
}
