/**
 * Hosts the functions outside AWS, as {@code template.yaml} says: {@code template} reads it, {@code http} does what
 * API Gateway does, {@code queue} what the SQS event source does, {@code schedule} what EventBridge does,
 * {@code invocation} what Lambda does. {@code hosting} brings all of it up, {@code serve} before engines of others.
 * {@link io.cloudstore.gateway.Gateway} starts and stops them together.
 */
@NullMarked
package io.cloudstore.gateway;

import org.jspecify.annotations.NullMarked;
