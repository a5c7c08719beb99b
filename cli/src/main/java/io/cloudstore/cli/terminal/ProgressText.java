package io.cloudstore.cli.terminal;

import io.cloudstore.cli.terminal.Meter.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts progress into one line. */
final class ProgressText {
    private static final int BAR = 20;

    private ProgressText() {}

    /** For a terminal of {@code columns}: name, bar, percent, bytes, speed, time left; never wider than it. */
    static String line(Reading reading, Speed speed, int columns) {
        String right = String.join("  ", facts(reading, speed, true));
        int room = columns - 1 - right.length() - 2;
        String name = Words.endOf(name(reading), Math.max(8, room));
        String line = name + "  " + right;
        return line.length() <= columns - 1 ? line : line.substring(0, Math.max(0, columns - 1));
    }

    /** For where lines can't be drawn again. */
    static String plain(Reading reading, Speed speed) {
        return name(reading) + ": " + String.join(", ", facts(reading, speed, false));
    }

    private static String name(Reading reading) {
        String name = Words.shown(reading.current());
        return reading.files() > 1 ? reading.filesDone() + "/" + reading.files() + " " + name : name;
    }

    private static List<String> facts(Reading reading, Speed speed, boolean bar) {
        List<String> facts = new ArrayList<>();
        switch (reading.phase()) {
            case CHECKING -> facts.add("Checking " + percent(reading.hashed(), reading.total()));
            case MERGING -> facts.add("Merging");
            case SENDING, RECEIVING -> {
                if (bar) {
                    facts.add(bar(reading));
                }
                facts.add(percent(reading.there(), reading.total()));
            }
        }
        facts.add(Words.bytes(reading.there()) + " of " + Words.bytes(reading.total()));
        if (speed.bytesPerSecond() >= 1) {
            facts.add(Words.bytes((long) speed.bytesPerSecond()) + "/s");
        }
        speed.timeLeft(reading.total() - reading.there()).ifPresent(left -> facts.add("ETA " + Words.time(left)));
        if (!reading.notice().isEmpty()) {
            facts.add(reading.notice());
        }
        return facts;
    }

    private static String bar(Reading reading) {
        int full = reading.total() == 0 ? BAR : (int) (BAR * reading.there() / reading.total());
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private static String percent(long part, long whole) {
        // Rounded down: 100 % is said when everything is there, and not before.
        long percent =
                whole <= 0 ? 100 : Math.clamp(100 * (double) part / whole < 100 ? part * 100 / whole : 100, 0, 100);
        return String.format(Locale.ROOT, "%d %%", percent);
    }
}
