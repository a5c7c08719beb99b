package io.cloudstore.protocol.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class ProblemCodeTest {
    private final JsonMapper json = new JsonMapper();

    @Test
    void codes_are_unique() {
        assertThat(Stream.of(ProblemCode.values()).map(ProblemCode::code).toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_lower_case_with_dashes_and_an_error_with_a_meaning(ProblemCode code) {
        assertThat(code.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(code.status()).isBetween(400, 599);
        assertThat(code.title()).isNotBlank().doesNotEndWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_found_by_what_it_is_written_as(ProblemCode code) {
        assertThat(ProblemCode.of(code.code())).contains(code);
    }

    @Test
    void an_unknown_code_is_not_found() {
        assertThat(ProblemCode.of("no-such-code")).isEmpty();
        assertThat(ProblemCode.of("NOT_FOUND")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_refusal_survives_the_way_through_json(ProblemCode code) {
        String body = json.writeValueAsString(Problem.of(new ProblemException(code, "what happened"), "call-1"));
        Problem read = json.readValue(body, Problem.class);
        assertThat(read.type()).isEqualTo("urn:cloudstore:problem:" + code.code());
        assertThat(read.status()).isEqualTo(code.status());

        ProblemException answered = ProblemException.answered(read);
        assertThat(answered.code()).isEqualTo(code);
        assertThat(answered.detail()).isEqualTo("what happened");
        assertThat(answered.requestId()).isEqualTo("call-1");
        assertThat(answered.fields()).isEmpty();
        assertThat(answered.missingParts()).isEmpty();
        assertThat(answered.retryAfterSeconds()).isNull();
    }

    @Test
    void fields_missing_parts_and_waiting_times_survive_too() {
        ProblemException fields = throughJson(ProblemException.field("parts[3].sha256", "is not a digest"));
        assertThat(fields.fields()).containsExactly(new Problem.FieldProblem("parts[3].sha256", "is not a digest"));

        List<Integer> numbers = IntStream.rangeClosed(1, 1_500).boxed().toList();
        assertThat(throughJson(ProblemException.missing(numbers)).missingParts())
                .isEqualTo(numbers.subList(0, 1_000));

        ProblemException wait = ProblemException.retryAfter(ProblemCode.RATE_LIMITED, "slowly", 7);
        assertThat(throughJson(wait).retryAfterSeconds()).isEqualTo(7);
    }

    @Test
    void a_code_of_a_later_version_counts_as_a_failure_of_the_service() {
        Problem later = new Problem("urn:x", "Later", 418, "teapot", "short and stout", "call-2", null, null, null);
        assertThat(ProblemException.answered(later).code()).isEqualTo(ProblemCode.INTERNAL);
    }

    private ProblemException throughJson(ProblemException refusal) {
        return ProblemException.answered(
                json.readValue(json.writeValueAsString(Problem.of(refusal, "call-1")), Problem.class));
    }
}
