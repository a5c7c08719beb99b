package io.cloudstore.stack;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

class StackConditionTest {
    @OnTheStack
    private static final class AnyStory {}

    @Needs(Capability.TRANSFER_QUEUE)
    private static final class QueueStory {
        @Needs({Capability.ENGINES, Capability.TRANSFER_QUEUE})
        void looksInside() {}
    }

    private record Having(Set<Capability> capabilities) implements Stack {
        @Override
        public String name() {
            return "pretend";
        }

        @Override
        public URI api() {
            return URI.create("http://127.0.0.1:1");
        }
    }

    private static ConditionEvaluationResult on(Stack stack, AnnotatedElement story) {
        return new StackCondition(() -> stack, Map.of()).evaluateExecutionCondition(context(story));
    }

    @Test
    void a_story_that_needs_nothing_runs_on_every_stack() {
        assertThat(on(new Having(Set.of()), AnyStory.class).isDisabled()).isFalse();
    }

    @Test
    void a_story_runs_where_the_stack_has_what_it_needs_and_is_skipped_elsewhere_with_the_reason() {
        assertThat(on(new Having(Set.of(Capability.TRANSFER_QUEUE)), QueueStory.class)
                        .isDisabled())
                .isFalse();
        ConditionEvaluationResult skipped = on(new Having(Set.of(Capability.ENGINES)), QueueStory.class);
        assertThat(skipped.isDisabled()).isTrue();
        assertThat(skipped.getReason()).contains("stack pretend: its queue takes no messages of a test");
    }

    @Test
    void one_test_of_a_story_may_need_more_and_every_lack_is_told() throws Exception {
        AnnotatedElement test = QueueStory.class.getDeclaredMethod("looksInside");
        assertThat(on(new Having(Set.of(Capability.TRANSFER_QUEUE)), test).isDisabled())
                .isTrue();
        assertThat(on(new Having(Set.of()), test).getReason())
                .contains("stack pretend: what is behind its API is out of a test's reach; its queue takes no messages"
                        + " of a test");
    }

    @Test
    void a_stack_that_is_not_there_skips_everything_with_the_sentence_that_says_how_it_is_had() {
        ConditionEvaluationResult skipped = missing(Map.of());
        assertThat(skipped.isDisabled()).isTrue();
        assertThat(skipped.getReason()).contains("start it so");
    }

    @Test
    void on_the_build_server_a_stack_that_is_not_there_is_a_failure() {
        assertThatExceptionOfType(StackMissing.class)
                .isThrownBy(() -> missing(Map.of("CI", "true")))
                .withMessage("start it so");
    }

    private static ConditionEvaluationResult missing(Map<String, String> environment) {
        return new StackCondition(
                        () -> {
                            throw new StackMissing("start it so");
                        },
                        environment)
                .evaluateExecutionCondition(context(AnyStory.class));
    }

    @Test
    void every_story_is_under_the_condition() {
        classes()
                .that()
                .resideInAPackage("io.cloudstore.story")
                .and()
                .haveSimpleNameEndingWith("Story")
                .should()
                .beAnnotatedWith(OnTheStack.class)
                .check(new ClassFileImporter().importPackages("io.cloudstore.story"));
    }

    /** A condition asks nothing of its context but the element. */
    private static ExtensionContext context(AnnotatedElement story) {
        return (ExtensionContext) Proxy.newProxyInstance(
                StackConditionTest.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getElement");
                    return Optional.of(story);
                });
    }
}
