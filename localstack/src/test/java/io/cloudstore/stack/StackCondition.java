package io.cloudstore.stack;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** The one place that skips: what the stack of this run can't tell, or all of it when there is no such stack. */
final class StackCondition implements ExecutionCondition {
    private final Supplier<Stack> current;
    private final Map<String, String> environment;

    StackCondition() {
        this(Stack::current, System.getenv());
    }

    StackCondition(Supplier<Stack> current, Map<String, String> environment) {
        this.current = current;
        this.environment = environment;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            return on(current.get(), context);
        } catch (StackMissing missing) {
            if ("true".equals(environment.get("CI"))) {
                throw missing;
            }
            return ConditionEvaluationResult.disabled(missing.getMessage());
        }
    }

    private static ConditionEvaluationResult on(Stack stack, ExtensionContext context) {
        List<Capability> lacks = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).stream()
                .flatMap(needs -> Arrays.stream(needs.value()))
                .filter(needed -> !stack.capabilities().contains(needed))
                .toList();
        return lacks.isEmpty()
                ? ConditionEvaluationResult.enabled("stack " + stack.name() + " has what it needs")
                : ConditionEvaluationResult.disabled("stack " + stack.name() + ": "
                        + lacks.stream().map(Capability::lack).collect(joining("; ")));
    }
}
