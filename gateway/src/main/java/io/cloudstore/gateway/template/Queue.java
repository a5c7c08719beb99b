package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.Optional;

/**
 * An SQS standard queue.
 *
 * @param logicalId its name in the template
 * @param name its name in SQS
 * @param visibilityTimeout how long a received message is hidden from others
 * @param retention how long a message is kept
 * @param receiveWait how long a receive waits for a message
 * @param redrive where messages go that failed too often
 */
public record Queue(
        String logicalId,
        String name,
        Duration visibilityTimeout,
        Duration retention,
        Duration receiveWait,
        Optional<Redrive> redrive) {

    /**
     * A redrive policy.
     *
     * @param deadLetterQueue logical id of the dead-letter queue
     * @param maxReceiveCount how often a message is received before it goes there
     */
    public record Redrive(String deadLetterQueue, int maxReceiveCount) {}
}
