package io.cloudstore.functions.entry;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A function's settings, as its environment gives them. There are no defaults here: {@code template.yaml} has them all.
 * What is missing or wrong refuses start-up with a sentence that names it.
 */
final class Settings {
    private final Map<String, String> environment;

    Settings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** A text that must be there. */
    String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("Setting " + name + " is missing."));
    }

    /** A text that may be empty or left out. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A URI that may be empty or left out. */
    Optional<URI> optionalUri(String name) {
        return optional(name).map(value -> {
            try {
                return URI.create(value);
            } catch (IllegalArgumentException malformed) {
                throw wrong(name, "must be a URI");
            }
        });
    }

    /** A whole number of at least {@code least}. */
    long number(String name, long least) {
        String value = text(name);
        try {
            long number = Long.parseLong(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "must be a whole number, not \"" + value + "\"");
        }
        throw wrong(name, "must be " + least + " or more, not " + value);
    }

    /** A count of 1 or more. */
    int count(String name) {
        return (int) Math.min(Integer.MAX_VALUE, number(name, 1));
    }

    /** A time span in whole seconds, 0 or more. */
    Duration seconds(String name) {
        return Duration.ofSeconds(number(name, 0));
    }

    /** A time span in whole milliseconds, 1 or more. */
    Duration milliseconds(String name) {
        return Duration.ofMillis(number(name, 1));
    }

    /** One of the words of an enumeration, in lower case. */
    <E extends Enum<E>> E word(String name, Class<E> words) {
        String value = text(name);
        for (E word : words.getEnumConstants()) {
            if (word.name().equalsIgnoreCase(value)) {
                return word;
            }
        }
        throw wrong(name, "must be one of " + Arrays.toString(words.getEnumConstants()) + ", not " + value);
    }

    /** What {@code maker} makes of a setting; when it refuses, the refusal names the setting. */
    static <T> T naming(String name, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException("Setting " + name + ": " + refusal.getMessage(), refusal);
        }
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("Setting " + name + " " + why + ".");
    }
}
