package io.cloudstore.gateway.serve;

import io.cloudstore.gateway.QueueAccess;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.Template;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** Makes the queues that a template declares. */
final class Queues implements AutoCloseable {
    private final Template template;
    private final SqsClient sqs;

    Queues(Template template, QueueAccess access) {
        this.template = template;
        this.sqs = access.client(template.deployment().region());
    }

    /**
     * Makes those that are missing, and gives all of them the template's settings.
     *
     * @return the ARN of each, by its logical id
     * @throws CannotStart when the server refuses or can't be reached
     */
    Map<String, String> provision() {
        Map<String, String> arns = new HashMap<>();
        for (Queue queue : template.queuesDeadLettersFirst()) {
            arns.put(
                    queue.logicalId(),
                    Refusal.told("Queue " + queue.name(), () -> arn(queue, attributes(queue, arns))));
        }
        return arns;
    }

    private String arn(Queue queue, Map<QueueAttributeName, String> attributes) {
        String url = url(queue.name(), attributes);
        return sqs.getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .getOrDefault(
                        QueueAttributeName.QUEUE_ARN, template.deployment().queueArn(queue.name()));
    }

    private String url(String name, Map<QueueAttributeName, String> attributes) {
        try {
            String url = sqs.getQueueUrl(q -> q.queueName(name)).queueUrl();
            sqs.setQueueAttributes(q -> q.queueUrl(url).attributes(attributes));
            return url;
        } catch (QueueDoesNotExistException missing) {
            return sqs.createQueue(q -> q.queueName(name).attributes(attributes))
                    .queueUrl();
        }
    }

    private static Map<QueueAttributeName, String> attributes(Queue queue, Map<String, String> arns) {
        Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(queue.visibilityTimeout().toSeconds()));
        attributes.put(
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                String.valueOf(queue.retention().toSeconds()));
        attributes.put(
                QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
                String.valueOf(queue.receiveWait().toSeconds()));
        queue.redrive()
                .ifPresent(redrive -> attributes.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}"
                                .formatted(arns.get(redrive.deadLetterQueue()), redrive.maxReceiveCount())));
        return attributes;
    }

    @Override
    public void close() {
        sqs.close();
    }
}
