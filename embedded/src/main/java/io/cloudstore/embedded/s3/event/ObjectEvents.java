package io.cloudstore.embedded.s3.event;

import java.util.List;

/** The sink of events: a message queue. */
@FunctionalInterface
public interface ObjectEvents {
    /** SQS takes no more in one call. */
    int MOST = 10;

    /**
     * Puts messages into the queue, {@value #MOST} at most. When it throws, all are sent again later; when it returns, all
     * are the queue's. Called from one thread a queue.
     */
    void send(String queueName, List<String> events) throws Exception;
}
