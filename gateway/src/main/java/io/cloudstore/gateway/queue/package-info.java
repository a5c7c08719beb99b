/**
 * What Lambda's SQS event source does: long poll, batches, partial batch responses, a limit of invocations at once.
 *
 * <p>Permissions needed: {@code sqs:GetQueueUrl}, {@code ReceiveMessage}, {@code DeleteMessage} on the queues that the
 * template's functions read. Owns no queue: whoever made them says when a message comes back (visibility timeout) and
 * when it goes to the dead letters (redrive policy). A message is deleted only after its function succeeded with it, so
 * each is delivered at least once, and again after the visibility timeout when anything went wrong on the way.
 */
@NullMarked
package io.cloudstore.gateway.queue;

import org.jspecify.annotations.NullMarked;
