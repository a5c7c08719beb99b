package io.cloudstore.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One thing measured beside another. Each round measured both, one right after the other, so that a slower moment of the
 * machine meets both.
 *
 * @param what what was measured
 * @param unit what the values count
 * @param ours a value a round
 * @param baseline a value a round, in the same order
 * @param note what else a reader should know of it; may be empty
 */
public record Comparison(String what, Unit unit, Series ours, Series baseline, String note) {

    /** Checks that the rounds match. */
    public Comparison {
        if (ours.values().size() != baseline.values().size()) {
            throw new IllegalArgumentException("a round measures both sides");
        }
    }

    /** Ours ÷ baseline, round by round. Its median is not the ratio of the medians. */
    public Series ratios() {
        return new Series(IntStream.range(0, ours.values().size())
                .mapToObj(round -> ours.values().get(round) / baseline.values().get(round))
                .toList());
    }

    /** Collects the rounds of one comparison. */
    public static final class Rounds {
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> baseline = new ArrayList<>();

        /** One round's pair. */
        public void add(double oursOfRound, double baselineOfRound) {
            ours.add(oursOfRound);
            baseline.add(baselineOfRound);
        }

        /** What came of the rounds, without a note. */
        public Comparison of(String what, Unit unit) {
            return of(what, unit, "");
        }

        /** What came of the rounds. */
        public Comparison of(String what, Unit unit, String note) {
            return new Comparison(what, unit, new Series(ours), new Series(baseline), note);
        }
    }
}
