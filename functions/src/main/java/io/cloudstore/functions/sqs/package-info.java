/**
 * Wake-ups over SQS: a message {@code {"kind":"TRANSFER","id":"<uuid>"}}, or {@code "ids":["<uuid>",…]} for several
 * at once, on the queue of that kind of job.
 *
 * <p>Permissions: {@code sqs:SendMessage} on the two queues, and {@code sqs:GetQueueUrl} where a queue is given by name.
 * Owns no queue: the template declares them, and a job's row, not its message, is the work. Sending again, or twice, does
 * no harm; a message that can't be sent is logged with the job's id and left to the sweep. Thread-safe.
 */
@NullMarked
package io.cloudstore.functions.sqs;

import org.jspecify.annotations.NullMarked;
