package io.cloudstore.sam;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips where something is missing, with a sentence that says what; fails there if {@code CI=true}. */
final class NeedsSam implements ExecutionCondition {
    private static final class Asked {
        static final Optional<String> MISSING = SamCli.missing().or(SamEngines::missing);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (Asked.MISSING.isEmpty()) {
            return ConditionEvaluationResult.enabled("the SAM CLI, Docker and the engines are there");
        }
        String sentence = Asked.MISSING.get();
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(sentence);
        }
        System.err.println("Skipped: " + sentence);
        return ConditionEvaluationResult.disabled(sentence);
    }
}
