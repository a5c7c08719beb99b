package io.cloudstore.cli.terminal;

import java.time.Duration;
import java.util.Optional;

/**
 * Estimates speed and time left from bytes seen so far: an exponential moving average by time, not by sample, so that
 * it doesn't matter how often one looks. Not safe for use by several threads.
 */
final class Speed {
    /** After this many seconds a past speed counts half. */
    private static final double HALF_LIFE_SECONDS = 3;
    /** Nothing is said about the time left before this, as it would jump. */
    private static final Duration SETTLING = Duration.ofMillis(2_500);
    /** Nor for what takes no longer than this in all. */
    private static final Duration SHORT = Duration.ofSeconds(5);
    /** Nor when it comes to more than this, which is no estimate any more. */
    private static final Duration LONGEST = Duration.ofHours(100);

    private final long began;
    private long last;
    private long lastBytes;
    private double average;
    private double weight;

    /** Begins at {@code nanos} of some clock. */
    Speed(long nanos) {
        began = nanos;
        last = nanos;
    }

    /** At {@code nanos}, {@code bytes} have moved since the beginning; fewer than before when some have to go again. */
    void sample(long nanos, long bytes) {
        double seconds = (nanos - last) / 1e9;
        if (seconds <= 0) {
            return;
        }
        double kept = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
        double speed = Math.max(0, bytes - lastBytes) / seconds;
        average = average * kept + speed * (1 - kept);
        weight = weight * kept + (1 - kept);
        last = nanos;
        lastBytes = bytes;
    }

    /** Bytes a second; 0 before the first sample. */
    double bytesPerSecond() {
        // Dividing by the weight makes early averages those of the samples alone, not of the zero before them.
        return weight == 0 ? 0 : average / weight;
    }

    /** How long {@code remaining} bytes will take, when something sensible can be said. */
    Optional<Duration> timeLeft(long remaining) {
        Duration elapsed = Duration.ofNanos(last - began);
        double speed = bytesPerSecond();
        if (elapsed.compareTo(SETTLING) < 0 || speed < 1 || remaining / speed > LONGEST.toSeconds()) {
            return Optional.empty();
        }
        Duration left = Duration.ofMillis(Math.round(1000 * remaining / speed));
        return elapsed.plus(left).compareTo(SHORT) < 0 ? Optional.empty() : Optional.of(left);
    }
}
