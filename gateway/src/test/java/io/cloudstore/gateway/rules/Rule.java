package io.cloudstore.gateway.rules;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that the template must keep to.
 *
 * @param name stable, lower case with dashes
 * @param why what happens otherwise
 * @param findings what of a template breaks it, one sentence each; none when the template keeps to it
 */
record Rule(String name, String why, Function<Subject, Stream<String>> findings) {

    /** Every rule there is. */
    static List<Rule> all() {
        return Stream.of(
                        FunctionRules.RULES,
                        TriggerRules.RULES,
                        QueueRules.RULES,
                        BucketRules.RULES,
                        ApiRules.RULES,
                        PolicyRules.RULES,
                        SecretRules.RULES,
                        OperationRules.RULES)
                .flatMap(List::stream)
                .toList();
    }

    /** What of the template breaks this rule. */
    List<String> brokenBy(Subject subject) {
        return findings.apply(subject).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
