/**
 * The SQS engine: ElasticMQ inside this process, on 127.0.0.1, region {@code us-east-1}, account {@code 000000000000}.
 *
 * <p>Owns {@code sqs/} of the data folder (an H2 database): queues, messages and their receive counts survive a killed
 * process. Delivery is at least once, as with SQS. What SQS has and ElasticMQ lacks: keeping messages for a limited time
 * only (they stay for ever here) and StartMessageMoveTask ({@link io.cloudstore.embedded.sqs.SqsEngine#redrive} is in its
 * place). No signature is checked: whoever reaches the port may use it.
 */
@NullMarked
package io.cloudstore.embedded.sqs;

import org.jspecify.annotations.NullMarked;
