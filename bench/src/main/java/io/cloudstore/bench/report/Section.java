package io.cloudstore.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Comparisons that were measured in the same way.
 *
 * @param title what was measured
 * @param how from what moment to what moment, and against what; whole sentences
 * @param ours heading of our side
 * @param baseline heading of the other
 * @param comparisons one a row
 */
public record Section(String title, List<String> how, String ours, String baseline, List<Comparison> comparisons) {

    /** Copies what it is given. */
    public Section {
        how = List.copyOf(how);
        comparisons = List.copyOf(comparisons);
    }

    /** The table: its headings, then a row a comparison. All rows have the same number of cells. */
    List<List<String>> rows() {
        boolean notes = comparisons.stream().anyMatch(row -> !row.note().isEmpty());
        Stream<List<String>> head = Stream.of(row("", ours, baseline, "ratio", "answer", notes));
        Stream<List<String>> body = comparisons.stream()
                .map(each -> row(
                        each.what(),
                        each.unit().show(each.ours()),
                        each.unit().show(each.baseline()),
                        ratio(each.ratios()),
                        each.note(),
                        notes));
        return Stream.concat(head, body).toList();
    }

    private static List<String> row(
            String what, String ours, String baseline, String ratio, String note, boolean notes) {
        return notes ? List.of(what, ours, baseline, ratio, note) : List.of(what, ours, baseline, ratio);
    }

    private static String ratio(Series ratios) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratios.median(), ratios.min(), ratios.max());
    }
}
