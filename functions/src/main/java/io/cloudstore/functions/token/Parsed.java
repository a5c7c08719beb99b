package io.cloudstore.functions.token;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keys read from text that is asked for at each use, not before, and parsed again only when it changed. */
final class Parsed<T> {
    private final Supplier<String> text;
    private final Function<String, T> parse;
    private volatile @Nullable Reading<T> last;

    Parsed(Supplier<String> text, Function<String, T> parse) {
        this.text = text;
        this.parse = parse;
    }

    T get() {
        String now = text.get();
        Reading<T> reading = last;
        if (reading == null || !reading.text.equals(now)) {
            reading = new Reading<>(now, parse.apply(now));
            last = reading;
        }
        return reading.value;
    }

    private static final class Reading<T> {
        private final String text;
        private final T value;

        Reading(String text, T value) {
            this.text = text;
            this.value = value;
        }
    }
}
