package io.cloudstore.stack;

import io.cloudstore.stack.Stack.TransferQueue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Queue {@code transfer} by its SQS protocol, in any region that has but one account.
 *
 * @param endpoint where SQS answers
 * @param keyId of somebody who may do everything with both queues
 * @param queue name of the queue
 * @param deadQueue name of the queue of its dead letters
 */
record SqsTransferQueue(URI endpoint, String keyId, String secret, String queue, String deadQueue, String stagingBucket)
        implements TransferQueue {
    private static final int LARGEST_RECEIVE = 10;

    @Override
    public void send(String body) {
        try (SqsClient sqs = client()) {
            sqs.sendMessage(b -> b.queueUrl(url(sqs, queue)).messageBody(body));
        }
    }

    @Override
    public Duration hideFor(Duration timeout) {
        try (SqsClient sqs = client()) {
            String url = url(sqs, queue);
            Map<QueueAttributeName, String> before = sqs.getQueueAttributes(
                            b -> b.queueUrl(url).attributeNames(QueueAttributeName.VISIBILITY_TIMEOUT))
                    .attributes();
            sqs.setQueueAttributes(b -> b.queueUrl(url)
                    .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(timeout.toSeconds()))));
            return Duration.ofSeconds(Long.parseLong(before.get(QueueAttributeName.VISIBILITY_TIMEOUT)));
        }
    }

    @Override
    public List<String> takeDeadLetters() {
        try (SqsClient sqs = client()) {
            String url = url(sqs, deadQueue);
            List<Message> letters = sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(LARGEST_RECEIVE))
                    .messages();
            for (Message letter : letters) {
                sqs.deleteMessage(b -> b.queueUrl(url).receiptHandle(letter.receiptHandle()));
            }
            return letters.stream().map(Message::body).toList();
        }
    }

    private static String url(SqsClient sqs, String name) {
        return sqs.getQueueUrl(b -> b.queueName(name)).queueUrl();
    }

    private SqsClient client() {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret)))
                .build();
    }
}
