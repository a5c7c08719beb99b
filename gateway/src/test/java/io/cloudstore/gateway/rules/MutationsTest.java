package io.cloudstore.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The template broken on purpose: each mistake is told by the rules that are named for it, and by no others. */
class MutationsTest {
    private static final String GOOD = Subject.shipped();

    static Stream<Mutation> mutations() {
        return Mutations.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void a_mistake_is_told_by_its_rules(Mutation mutation) {
        Subject broken = Subject.of(mutation.made(GOOD), Deployment.defaults());

        Set<String> telling = Rule.all().stream()
                .filter(rule -> !rule.brokenBy(broken).isEmpty())
                .map(Rule::name)
                .collect(Collectors.toSet());

        assertThat(telling).containsExactlyInAnyOrderElementsOf(mutation.caughtBy());
    }

    /** A rule that no mistake breaks may say nothing at all. */
    @Test
    void each_rule_is_broken_by_a_mistake() {
        Set<String> told = mutations()
                .flatMap(mutation -> mutation.caughtBy().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(told).isEqualTo(Rule.all().stream().map(Rule::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void no_two_mistakes_are_the_same() {
        assertThat(mutations()).extracting(Mutation::what).doesNotHaveDuplicates();
    }
}
