package io.cloudstore.gateway.http;

import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.cloudstore.gateway.template.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the authorizer said about a token: a policy over methods, and what the functions are told about the caller.
 *
 * @param statements of the policy
 * @param context becomes {@code requestContext.authorizer}
 */
record Verdict(List<Statement> statements, Map<String, Object> context) {
    Verdict {
        statements = List.copyOf(statements);
        context = Map.copyOf(context);
    }

    /**
     * Reads the authorizer's answer.
     *
     * @throws IllegalArgumentException when it is no policy that is understood
     */
    static Verdict of(IamPolicyResponseV1 response) {
        Map<String, Object> context = new HashMap<>();
        if (response.getContext() != null) {
            response.getContext().forEach((name, value) -> context.put(name, String.valueOf(value)));
        }
        context.put("principalId", String.valueOf(response.getPrincipalId()));
        if (!(response.getPolicyDocument().get("Statement") instanceof Object[] statements)) {
            throw new IllegalArgumentException("the authorizer's policy has no statements");
        }
        return new Verdict(Arrays.stream(statements).map(Verdict::statement).toList(), context);
    }

    /** Whether the policy allows the method; a denial goes before. */
    boolean allows(String methodArn) {
        return statements.stream().anyMatch(statement -> statement.allow() && covers(statement, methodArn))
                && statements.stream().noneMatch(statement -> !statement.allow() && covers(statement, methodArn));
    }

    private static boolean covers(Statement statement, String methodArn) {
        return statement.resources().stream().anyMatch(resource -> wildcard(resource, methodArn));
    }

    private static boolean wildcard(String resource, String methodArn) {
        String regex = Pattern.quote(resource).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, methodArn);
    }

    private static Statement statement(Object statement) {
        if (!(statement instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("a statement of the authorizer's policy is no map");
        }
        if (fields.get("Condition") instanceof Map<?, ?> conditions && !conditions.isEmpty()) {
            throw new IllegalArgumentException("the authorizer's policy has a condition, which is not understood");
        }
        String action = text(fields.get("Action"));
        if (!action.equalsIgnoreCase("execute-api:Invoke") && !action.equals("*")) {
            throw new IllegalArgumentException("the authorizer's policy is about " + action);
        }
        Object resources = fields.get("Resource");
        if (!(resources instanceof Object[] list)) {
            throw new IllegalArgumentException("a statement of the authorizer's policy has no resources");
        }
        return new Statement(
                text(fields.get("Effect")).equals("Allow"),
                List.of(action),
                Arrays.stream(list).map(Objects::toString).toList());
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
