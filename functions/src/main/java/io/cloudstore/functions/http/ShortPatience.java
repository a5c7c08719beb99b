package io.cloudstore.functions.http;

import java.time.Duration;

/** How long a call waits for another worker, from its first look on, and how often it looks. */
final class ShortPatience {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final long end = System.nanoTime() + LONGEST.toNanos();

    /** Waits for the time of the next look; false when it is not worth another. */
    boolean lasts() {
        return System.nanoTime() < end && pause();
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
