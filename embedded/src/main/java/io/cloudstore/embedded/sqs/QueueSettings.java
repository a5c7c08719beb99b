package io.cloudstore.embedded.sqs;

import java.time.Duration;
import java.util.Optional;

/**
 * A queue as the template declares it.
 *
 * @param name letters, digits, {@code -} and {@code _}, 80 at most
 * @param visibility how long a received message stays hidden, at most 12 hours
 * @param retention how long a message is kept, one minute to 14 days; taken down, but not acted on
 * @param receiveWait how long a receive waits for a message when it doesn't say itself, 0 to 20 seconds
 * @param deadLetters where messages go that were received too often
 */
public record QueueSettings(
        String name, Duration visibility, Duration retention, Duration receiveWait, Optional<DeadLetters> deadLetters) {
    private static final Duration LONGEST_VISIBILITY = Duration.ofHours(12);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /**
     * A redrive policy.
     *
     * @param queue the dead-letter queue, which must exist
     * @param maxReceiveCount after that many receipts, 1 to 1,000
     */
    public record DeadLetters(String queue, int maxReceiveCount) {
        public DeadLetters {
            require(maxReceiveCount >= 1 && maxReceiveCount <= 1_000, "maxReceiveCount is 1 to 1,000");
        }
    }

    public QueueSettings {
        require(name.matches("[A-Za-z0-9_-]{1,80}"), "a queue's name is 1 to 80 letters, digits, - and _");
        require(
                !visibility.isNegative() && visibility.compareTo(LONGEST_VISIBILITY) <= 0,
                "a visibility timeout is 0 to 12 hours");
        require(
                !receiveWait.isNegative() && receiveWait.compareTo(LONGEST_WAIT) <= 0,
                "a receive waits 0 to 20 seconds");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
