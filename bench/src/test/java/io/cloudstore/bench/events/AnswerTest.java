package io.cloudstore.bench.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {

    @Test
    void an_answer_is_shown_by_what_matters_of_it() {
        assertThat(Answer.inShort("{\"statusCode\":201,\"body\":\"{}\"}")).isEqualTo("201");
        assertThat(Answer.inShort("{\"policyDocument\":{\"Statement\":[{\"Effect\":\"Allow\"}]}}"))
                .isEqualTo("Allow");
        assertThat(Answer.inShort("{\"batchItemFailures\":[]}")).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(Answer.inShort("\"migrated\"")).isEqualTo("\"migrated\"");
    }

    /** Whoever only says no is quick. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"statusCode\":401,\"body\":\"\"}",
                "{\"statusCode\":500,\"body\":\"\"}",
                "{\"errorMessage\":\"no class\"}",
                "{\"policyDocument\":{\"Statement\":[{\"Effect\":\"Deny\"}]}}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}"
            })
    void an_answer_that_says_no_is_never_counted(String answer) {
        assertThatThrownBy(() -> Answer.inShort(answer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(answer);
    }

    @Test
    void the_body_is_read_of_a_success_only() {
        assertThat(Answer.body("{\"statusCode\":200,\"body\":\"{\\\"id\\\":7}\"}")
                        .path("id")
                        .asInt())
                .isEqualTo(7);
        assertThatThrownBy(() -> Answer.body("{\"statusCode\":409,\"body\":\"{}\"}"))
                .isInstanceOf(IllegalStateException.class);
    }
}
