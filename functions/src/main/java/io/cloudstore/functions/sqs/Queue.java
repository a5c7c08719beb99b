package io.cloudstore.functions.sqs;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A queue given by its name or its URL. A name is looked up once. */
final class Queue {
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

    /** Puts a message with this body into the queue. */
    void send(String body) {
        String queueUrl = url();
        client.sendMessage(m -> m.queueUrl(queueUrl).messageBody(body));
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
