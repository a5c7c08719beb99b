package io.cloudstore.sam;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** For tests whose order is a story: what comes after a failed one would fail for that reason only, and is skipped. */
final class StopsAtFailure implements AfterTestExecutionCallback, ExecutionCondition {
    private static final Namespace STORY = Namespace.create(StopsAtFailure.class);

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException().ifPresent(failure -> ofClass(context).put("failed", context.getDisplayName()));
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String failed =
                context.getTestMethod().isEmpty() ? null : ofClass(context).get("failed", String.class);
        return failed == null
                ? ConditionEvaluationResult.enabled("nothing failed so far")
                : ConditionEvaluationResult.disabled(failed + " failed");
    }

    /** Of the class, as each method has a context of its own. */
    private static ExtensionContext.Store ofClass(ExtensionContext context) {
        return context.getParent().orElseThrow().getStore(STORY);
    }
}
