package io.cloudstore.client.call;

import io.cloudstore.client.settings.ClientSettings;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to pause before a retry: exponential with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), never shorter than the other side asked.
 */
public final class Backoff {
    /** Longest pause that the other side can ask for. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final Duration base;
    private final Duration cap;
    private final RandomGenerator random;

    /** Pauses as the settings say, drawn from {@code random}. */
    public Backoff(ClientSettings settings, RandomGenerator random) {
        this.base = settings.backoffBase();
        this.cap = settings.backoffCap();
        this.random = random;
    }

    /**
     * The pause after so many failures.
     *
     * @param failures how many there were in a row, from 1
     * @param askedSeconds what the other side asked for in {@code Retry-After}, if it did
     */
    public Duration pause(int failures, @Nullable Long askedSeconds) {
        long longest = Math.min(cap.toMillis(), base.toMillis() << Math.clamp(failures - 1L, 0, 20));
        Duration drawn = Duration.ofMillis(random.nextLong(longest + 1));
        if (askedSeconds == null) {
            return drawn;
        }
        Duration asked = Duration.ofSeconds(Math.clamp(askedSeconds, 0, LONGEST_ASKED.toSeconds()));
        return asked.plus(drawn.compareTo(base) < 0 ? drawn : base);
    }
}
