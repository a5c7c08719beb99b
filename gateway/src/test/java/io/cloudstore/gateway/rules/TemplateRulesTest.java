package io.cloudstore.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The template that we ship keeps to every rule, however it is deployed. */
class TemplateRulesTest {

    static Stream<Arguments> rulesOfEachDeployment() {
        String yaml = Subject.shipped();
        return Deployment.all()
                .map(deployment -> Subject.of(yaml, deployment))
                .flatMap(subject -> Rule.all().stream().map(rule -> Arguments.of(rule, subject)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rulesOfEachDeployment")
    void the_template_keeps_to(Rule rule, Subject subject) {
        assertThat(rule.brokenBy(subject))
                .as("%s: else %s", rule.name(), rule.why())
                .isEmpty();
    }

    @Test
    void each_rule_has_a_name_of_its_own_and_a_reason() {
        assertThat(Rule.all())
                .extracting(Rule::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)+"));
        assertThat(Rule.all()).extracting(Rule::why).allMatch(why -> why.length() > 20);
    }
}
