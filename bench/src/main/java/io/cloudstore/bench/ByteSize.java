package io.cloudstore.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 1GiB}, {@code 64MiB}, {@code 4096}. */
record ByteSize(long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,12}) ?(|KiB|MiB|GiB)");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is written otherwise, or is zero
     */
    static ByteSize parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || Long.parseLong(written.group(1)) == 0) {
            throw new IllegalArgumentException("a size is written 1GiB, 64MiB, 512KiB or in bytes, not " + text);
        }
        int shift = switch (written.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
        };
        return new ByteSize(Long.parseLong(written.group(1)) << shift);
    }

    @Override
    public String toString() {
        return bytes % (1L << 30) == 0
                ? (bytes >> 30) + " GiB"
                : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
