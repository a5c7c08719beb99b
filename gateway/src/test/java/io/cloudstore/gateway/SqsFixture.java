package io.cloudstore.gateway;

import io.cloudstore.gateway.QueueAccess.Keys;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.Template;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A real SQS server in memory with the queues of a template. */
public final class SqsFixture implements AutoCloseable {
    public final SqsClient client;
    public final QueueAccess access;
    private final ActorSystem actors = ActorSystem.create("sqs");

    private SqsFixture() {
        int port = SQSRestServerBuilder.withActorSystem(actors)
                .withInterface("127.0.0.1")
                .withPort(0)
                .start()
                .waitUntilStarted()
                .localAddress()
                .getPort();
        access = QueueAccess.at(URI.create("http://127.0.0.1:" + port), new Keys("test", "test"));
        client = access.client("us-east-1");
    }

    public static SqsFixture start() {
        return new SqsFixture();
    }

    public void make(Template template) {
        template.queues().values().stream()
                .filter(queue -> queue.redrive().isEmpty())
                .forEach(queue -> make(template, queue));
        template.queues().values().stream()
                .filter(queue -> queue.redrive().isPresent())
                .forEach(queue -> make(template, queue));
    }

    private void make(Template template, Queue queue) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                "" + queue.visibilityTimeout().toSeconds());
        queue.redrive()
                .ifPresent(redrive -> attributes.put(QueueAttributeName.REDRIVE_POLICY, """
                {"deadLetterTargetArn":"arn:aws:sqs:elasticmq:000000000000:%s","maxReceiveCount":%d}""".formatted(
                                template.queue(redrive.deadLetterQueue()).name(), redrive.maxReceiveCount())));
        client.createQueue(request -> request.queueName(queue.name()).attributes(attributes));
    }

    public String send(String queue, String body) {
        return client.sendMessage(request -> request.queueUrl(url(queue)).messageBody(body))
                .messageId();
    }

    public List<Message> receive(String queue) {
        return client.receiveMessage(request -> request.queueUrl(url(queue)).maxNumberOfMessages(10))
                .messages();
    }

    /** Messages that wait, and messages that somebody has received. */
    public int count(String queue) {
        var attributes = client.getQueueAttributes(
                        request -> request.queueUrl(url(queue)).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    private String url(String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void close() {
        client.close();
        // the server's own stop waits a minute for connections that are kept alive
        actors.terminate();
    }
}
