package io.cloudstore.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void the_median_is_the_middle_value_whatever_the_order() {
        Series series = new Series(List.of(9.0, 1.0, 2.0));

        assertThat(series.median()).isEqualTo(2.0);
        assertThat(series.min()).isEqualTo(1.0);
        assertThat(series.max()).isEqualTo(9.0);
    }

    @Test
    void the_median_of_an_even_number_of_values_is_the_mean_of_the_two_in_the_middle() {
        assertThat(new Series(List.of(10.0, 2.0, 1.0, 4.0)).median()).isEqualTo(3.0);
        assertThat(new Series(List.of(7.0)).median()).isEqualTo(7.0);
    }

    @Test
    void a_ratio_is_taken_in_each_round_before_the_median() {
        var rounds = new Comparison.Rounds();
        rounds.add(2, 1);
        rounds.add(30, 10);
        rounds.add(4, 4);

        Series ratios = rounds.of("x", Unit.SECONDS).ratios();

        assertThat(ratios.values()).containsExactly(2.0, 3.0, 1.0);
        // that of the medians would be 4 ÷ 4
        assertThat(ratios.median()).isEqualTo(2.0, within(1e-9));
    }

    @Test
    void nothing_measured_and_rounds_of_one_side_are_refused() {
        assertThatThrownBy(() -> new Series(List.of())).isInstanceOf(IllegalArgumentException.class);
        Series one = new Series(List.of(1.0));
        Series two = new Series(List.of(1.0, 2.0));
        assertThatThrownBy(() -> new Comparison("x", Unit.SECONDS, one, two, ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void both_layouts_show_median_extremes_and_ratio() {
        var seconds = new Comparison.Rounds();
        seconds.add(3, 2);
        seconds.add(1, 2);
        seconds.add(2, 2);
        Section section = new Section(
                "Title", List.of("How."), "ours", "plain", List.of(seconds.of("a file", Unit.SECONDS, "200")));

        assertThat(Layout.PLAIN.section(section)).isEqualTo("""
                        Title
                          How.
                                   ours                 plain                ratio              answer
                          a file   2.00 s (1.00–3.00)   2.00 s (2.00–2.00)   1.00 (0.50–1.50)   200
                        """);
        assertThat(Layout.MARKDOWN.section(section)).isEqualTo("""
                        ## Title

                        How.

                        |  | ours | plain | ratio | answer |
                        | --- | --- | --- | --- | --- |
                        | a file | 2.00 s (1.00–3.00) | 2.00 s (2.00–2.00) | 1.00 (0.50–1.50) | 200 |
                        """);
    }

    @Test
    void what_is_short_is_shown_in_milliseconds() {
        Series seconds = new Series(List.of(0.0253));

        assertThat(Unit.MILLISECONDS.show(seconds)).isEqualTo("25.3 ms (25.3–25.3)");
        assertThat(Unit.SECONDS.show(seconds)).isEqualTo("0.03 s (0.03–0.03)");
    }
}
