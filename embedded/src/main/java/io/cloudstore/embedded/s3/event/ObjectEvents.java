package io.cloudstore.embedded.s3.event;

/** The sink of events: a message queue. */
@FunctionalInterface
public interface ObjectEvents {
    /**
     * Puts one message into the queue. When it throws, the message is sent again later; when it returns, the message is
     * the queue's. Called from one thread a queue.
     */
    void send(String queueName, String eventJson) throws Exception;
}
