package io.cloudstore.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Sizes, times and names for people to read. */
public final class Words {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Words() {}

    /** A number of bytes with three digits or so, as {@code 20.0 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** A time that passed, as {@code 0.8 s}, {@code 12 s}, {@code 3:07} or {@code 1:02:09}. */
    public static String time(Duration time) {
        if (time.toMillis() < 9_950) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        long seconds = time.plusMillis(500).toSeconds();
        return seconds < 60 ? seconds + " s" : clock(seconds);
    }

    private static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** A name with its control characters made visible: a name must not steer the terminal. */
    public static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (Character.isISOControl(c)
                    || c == 0x2028
                    || c == 0x2029
                    || c >= 0x202a && c <= 0x202e
                    || c >= 0x2066 && c <= 0x2069) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** {@code argument} as it can be pasted into a shell. */
    public static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./:=@%+,-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** The same for a path of this machine, which is no option, whatever it begins with. */
    public static String localPath(String path) {
        return quoted((path.startsWith("-") ? "./" : "") + path);
    }

    /** {@code text} cut to {@code width} characters, with its end kept, which tells more of a path. */
    static String endOf(String text, int width) {
        return text.length() <= width ? text : "…" + text.substring(text.length() - Math.max(0, width - 1));
    }
}
