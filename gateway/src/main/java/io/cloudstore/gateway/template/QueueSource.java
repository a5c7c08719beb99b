package io.cloudstore.gateway.template;

import java.time.Duration;

/**
 * A function that reads a queue.
 *
 * @param function logical id of the function
 * @param queue logical id of the queue
 * @param batchSize most records of one invocation
 * @param batchingWindow how long a batch that isn't full is waited for
 * @param maximumConcurrency most invocations at once; at least 2, as AWS has it
 * @param reportsItemFailures true when the function's answer says which records failed; false: an answer means that
 *     all succeeded
 */
public record QueueSource(
        String function,
        String queue,
        int batchSize,
        Duration batchingWindow,
        int maximumConcurrency,
        boolean reportsItemFailures) {}
