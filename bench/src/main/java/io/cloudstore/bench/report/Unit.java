package io.cloudstore.bench.report;

import java.util.Locale;

/** What values count. */
public enum Unit {
    /** Seconds of elapsed time. */
    SECONDS("%.2f", "s"),
    /** MiB of memory. */
    MEBIBYTES("%.0f", "MiB");

    private final String format;
    private final String symbol;

    Unit(String format, String symbol) {
        this.format = format;
        this.symbol = symbol;
    }

    /** The median with its unit, then the smallest and the largest value. */
    String show(Series series) {
        return number(series.median()) + " " + symbol + " (" + number(series.min()) + "–" + number(series.max()) + ")";
    }

    private String number(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
