package io.cloudstore.bench.localstack;

import io.cloudstore.bench.lambda.PlainCopy;
import io.cloudstore.bench.process.Stopwatch;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The plainest way from the store over a queue to a function: {@link PlainCopy} behind the same trigger as our transfer.
 *
 * @param localStack where
 * @param queue the queue's URL
 * @param mapping id of what asks the queue for the function
 * @param function the function
 */
record PlainPath(LocalStack localStack, String queue, String mapping, FreshFunction function) implements AutoCloseable {

    /** Lays one. */
    static PlainPath like(FunctionConfiguration transfer, LocalStack localStack, String archive) {
        FreshFunction function = FreshFunction.create(localStack, transfer, PlainCopy.class.getName(), archive);
        // as our transfer's: six times the function's timeout
        Map<QueueAttributeName, String> attributes = Map.of(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(6 * transfer.timeout()),
                QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
                "1");
        String queue = localStack
                .sqs()
                .createQueue(q -> q.queueName(localStack.name()).attributes(attributes))
                .queueUrl();
        String arn = localStack
                .sqs()
                .getQueueAttributes(q -> q.queueUrl(queue).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        String mapping = localStack
                .lambda()
                .client()
                .createEventSourceMapping(
                        m -> m.eventSourceArn(arn).functionName(function.name()).batchSize(10))
                .uuid();
        localStack
                .s3()
                .putBucketNotificationConfiguration(n -> n.bucket(localStack.name())
                        .notificationConfiguration(c -> c.queueConfigurations(q -> q.queueArn(arn)
                                .events(Event.S3_OBJECT_CREATED)
                                .filter(f -> f.key(k -> k.filterRules(
                                        r -> r.name(FilterRuleName.PREFIX).value(PlainCopy.ARRIVED)))))));
        return new PlainPath(localStack, queue, mapping, function);
    }

    /** Seconds from the store's 200 to the copy being there. */
    double seconds(byte[] content) throws InterruptedException {
        String name = UUID.randomUUID().toString();
        localStack
                .s3()
                .putObject(
                        p -> p.bucket(localStack.name())
                                .key(PlainCopy.ARRIVED + name)
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromBytes(content));
        Stopwatch watch = Stopwatch.start();
        while (!isThere(PlainCopy.MOVED + name)) {
            Transfers.pause(watch);
        }
        return watch.seconds();
    }

    private boolean isThere(String key) {
        try {
            localStack.s3().headObject(h -> h.bucket(localStack.name()).key(key));
            return true;
        } catch (NoSuchKeyException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        localStack.lambda().client().deleteEventSourceMapping(d -> d.uuid(mapping));
        localStack.sqs().deleteQueue(d -> d.queueUrl(queue));
        function.close();
    }
}
