package io.cloudstore.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as people write it: {@code 1GiB}, {@code 64MiB}. */
record ByteSize(long bytes) {
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is written otherwise, or is zero
     */
    static ByteSize parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || Long.parseLong(written.group(1)) == 0) {
            throw new IllegalArgumentException("a size is written like 1GiB, 64MiB or 512KiB, not " + text);
        }
        int shift = switch (written.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return new ByteSize(Long.parseLong(written.group(1)) << shift);
    }

    @Override
    public String toString() {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + " GiB";
        }
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
    }
}
