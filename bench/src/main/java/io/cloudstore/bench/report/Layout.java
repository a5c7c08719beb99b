package io.cloudstore.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a report looks. */
public enum Layout {
    /** Columns on a terminal. */
    PLAIN {
        @Override
        public String heading(String machine) {
            return machine + "\n" + LEGEND + "\n";
        }

        @Override
        public String section(Section section) {
            List<List<String>> rows = section.rows();
            List<String> lines = new ArrayList<>();
            lines.add(section.title());
            section.how().forEach(sentence -> lines.add("  " + sentence));
            rows.forEach(row -> lines.add("  " + padded(row, widths(rows)).stripTrailing()));
            return String.join("\n", lines) + "\n";
        }
    },
    /** Tables for a file of GitHub-flavoured Markdown. */
    MARKDOWN {
        @Override
        public String heading(String machine) {
            return "# Measured\n\n" + machine + "\n\n" + LEGEND + "\n";
        }

        @Override
        public String section(Section section) {
            List<List<String>> rows = section.rows();
            List<String> lines = new ArrayList<>();
            lines.add("## " + section.title() + "\n\n" + String.join(" ", section.how()) + "\n");
            lines.add(piped(rows.getFirst()));
            lines.add(piped(rows.getFirst().stream().map(cell -> "---").toList()));
            rows.stream().skip(1).map(Layout::piped).forEach(lines::add);
            return String.join("\n", lines) + "\n";
        }
    };

    private static final String LEGEND =
            "Values are medians (smallest–largest); a ratio is taken in each round, then their median.";

    /** What stands at the top: what it was measured on, and how to read the tables. */
    public abstract String heading(String machine);

    /** A section's text. */
    public abstract String section(Section section);

    private static List<Integer> widths(List<List<String>> rows) {
        return IntStream.range(0, rows.getFirst().size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
    }

    private static String padded(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column)
                        + " ".repeat(widths.get(column) - row.get(column).length()))
                .collect(Collectors.joining("   "));
    }

    private static String piped(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }
}
