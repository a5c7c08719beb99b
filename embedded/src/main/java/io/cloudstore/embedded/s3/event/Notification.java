package io.cloudstore.embedded.s3.event;

/**
 * Which objects of a bucket are announced where.
 *
 * @param queueName as the sink understands it
 * @param keyPrefix only keys that begin so; empty for all
 */
public record Notification(String queueName, String keyPrefix) {}
