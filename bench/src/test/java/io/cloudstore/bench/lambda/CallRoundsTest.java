package io.cloudstore.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.bench.report.Comparison;
import io.cloudstore.bench.report.Series;
import io.cloudstore.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallRoundsTest {

    @Test
    void a_round_is_a_first_call_of_each_side_and_then_later_ones_in_turns() {
        List<String> order = new ArrayList<>();
        CallRounds rounds = new CallRounds(Series::median);

        rounds.round(() -> answer(order, "ours"), () -> answer(order, "plain"));

        assertThat(order).hasSize(2 + 2 * CallRounds.LATER).startsWith("ours", "plain", "plain", "ours", "plain");
        Comparison first = rounds.first("a call");
        assertThat(first.ours().values()).hasSize(1);
        assertThat(first.unit()).isEqualTo(Unit.SECONDS);
        assertThat(first.note()).isEqualTo("200");
        assertThat(rounds.later("a call").baseline().values()).hasSize(1);
        assertThat(rounds.later("a call").unit()).isEqualTo(Unit.MILLISECONDS);
    }

    @Test
    void what_stands_for_a_round_is_what_was_asked_for() {
        CallRounds rounds = new CallRounds(later -> later.values().size() / 100.0);

        rounds.round(() -> "{\"statusCode\":200}", () -> "{\"statusCode\":200}");

        assertThat(rounds.later("a call").ours().values()).containsExactly(CallRounds.LATER / 100.0);
    }

    @Test
    void a_call_that_was_refused_ends_the_measurement() {
        CallRounds rounds = new CallRounds(Series::median);

        assertThatThrownBy(() -> rounds.round(() -> "{\"statusCode\":429}", () -> "{\"statusCode\":200}"))
                .isInstanceOf(IllegalStateException.class);
    }

    private static String answer(List<String> order, String who) {
        order.add(who);
        return "{\"statusCode\":200}";
    }
}
