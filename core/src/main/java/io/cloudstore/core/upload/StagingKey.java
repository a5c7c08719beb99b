package io.cloudstore.core.upload;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a staging key is written in the store: {@value #PREFIX} and 32 hexadecimal digits. The digits are random; neither an
 * id, an owner, a name nor a time can be read from them.
 */
public final class StagingKey {
    /** What every key of the staging bucket begins with. */
    public static final String PREFIX = "staging/";

    private static final Pattern WRITTEN = Pattern.compile("staging/([0-9a-f]{16})([0-9a-f]{16})");

    private StagingKey() {}

    /** The key as the store knows it. */
    public static String write(UUID key) {
        return "%s%016x%016x".formatted(PREFIX, key.getMostSignificantBits(), key.getLeastSignificantBits());
    }

    /** The key that {@code text} writes; none if it is not one of ours. */
    public static Optional<UUID> parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        return matcher.matches()
                ? Optional.of(new UUID(
                        Long.parseUnsignedLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16)))
                : Optional.empty();
    }
}
