package io.cloudstore.bench.report;

import java.util.Locale;

/** What values count. */
public enum Unit {
    /** Seconds of elapsed time. */
    SECONDS("%.2f", "s", 1),
    /** Seconds of elapsed time too, shown as milliseconds. */
    MILLISECONDS("%.1f", "ms", 1000),
    /** MiB of memory. */
    MEBIBYTES("%.0f", "MiB", 1),
    /** Calls of the service. */
    CALLS("%.0f", "calls", 1),
    /** So many in each second; more is better. */
    A_SECOND("%.0f", "/s", 1);

    private final String format;
    private final String symbol;
    private final double factor;

    Unit(String format, String symbol, double factor) {
        this.format = format;
        this.symbol = symbol;
        this.factor = factor;
    }

    /** The median with its unit, then the smallest and the largest value. */
    String show(Series series) {
        return number(series.median()) + " " + symbol + " (" + number(series.min()) + "–" + number(series.max()) + ")";
    }

    private String number(double value) {
        return String.format(Locale.ROOT, format, factor * value);
    }
}
