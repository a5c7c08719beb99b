package io.cloudstore.functions.sqs;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue given by its name or its URL. A name is looked up once. */
final class Queue {
    /** What SQS takes in one call. */
    static final int MOST_TOGETHER = 10;

    private final SqsClient client;
    private final String nameOrUrl;
    private volatile @Nullable String url;

    Queue(SqsClient client, String nameOrUrl) {
        if (nameOrUrl.isBlank()) {
            throw new IllegalArgumentException("a queue needs a name or a URL");
        }
        this.client = client;
        this.nameOrUrl = nameOrUrl;
        this.url = nameOrUrl.startsWith("http://") || nameOrUrl.startsWith("https://") ? nameOrUrl : null;
    }

    /**
     * Puts messages with these bodies, {@value #MOST_TOGETHER} at most, into the queue.
     *
     * @throws IllegalStateException if it takes some of them only
     */
    void send(List<String> bodies) {
        String queueUrl = url();
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, bodies.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(i))
                        .messageBody(bodies.get(i))
                        .build())
                .toList();
        var answer = client.sendMessageBatch(m -> m.queueUrl(queueUrl).entries(entries));
        if (!answer.failed().isEmpty()) {
            throw new IllegalStateException(
                    answer.failed().size() + " of " + bodies.size() + " messages were not taken");
        }
    }

    private String url() {
        String known = url;
        if (known == null) {
            known = client.getQueueUrl(q -> q.queueName(nameOrUrl)).queueUrl();
            url = known;
        }
        return known;
    }
}
