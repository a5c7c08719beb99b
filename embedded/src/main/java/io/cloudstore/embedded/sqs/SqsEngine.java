package io.cloudstore.embedded.sqs;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.EngineLog;
import io.cloudstore.gateway.hosting.CannotStart;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** A running ElasticMQ. */
public final class SqsEngine implements AutoCloseable {
    /** The region that queues belong to. */
    public static final String REGION = "us-east-1";

    /** The account that queues belong to. */
    public static final String ACCOUNT = "000000000000";

    private static final String NAME = "sqs";
    /** SQS's largest receive. */
    private static final int BATCH = 10;

    private final URI endpoint;
    private final EngineLog log;
    private final AutoCloseable server;
    private final SqsClient client;

    private SqsEngine(URI endpoint, EngineLog log, AutoCloseable server) {
        this.endpoint = endpoint;
        this.log = log;
        this.server = server;
        this.client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /**
     * Starts the engine with the queues and messages that it had, and returns when it answers.
     *
     * @throws CannotStart when its database can't be read or its port not be had
     */
    public static SqsEngine start(DataFolder folder) {
        int port = folder.ports().sqs();
        // WRITE_DELAY=0: H2 would otherwise keep the last half second in memory, and lose it with the process.
        String database = "jdbc:h2:file:" + folder.sqs().resolve("queues") + ";WRITE_DELAY=0";
        EngineLog log = EngineLog.ofWarnings(folder.log(NAME), "org.elasticmq", "org.apache.pekko", "scalikejdbc");
        try {
            AutoCloseable server = ElasticMqCopy.start(database, port);
            return new SqsEngine(URI.create("http://127.0.0.1:" + port), log, server);
        } catch (RuntimeException e) {
            log.close();
            throw new CannotStart("The sqs engine can't be started: " + e.getMessage(), e);
        }
    }

    /** Where clients find SQS. */
    public URI endpoint() {
        return endpoint;
    }

    /** The address of a queue, whether it exists or not. */
    public String queueUrl(String queue) {
        return endpoint + "/" + ACCOUNT + "/" + queue;
    }

    /** The name that other resources know a queue by. */
    public static String arn(String queue) {
        return "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + queue;
    }

    /** Makes a queue, or gives it these settings when it is there; its messages stay. */
    public void provision(QueueSettings queue) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                Long.toString(queue.visibility().toSeconds()));
        attributes.put(
                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                Long.toString(queue.retention().toSeconds()));
        attributes.put(
                QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS,
                Long.toString(queue.receiveWait().toSeconds()));
        queue.deadLetters().ifPresent(to -> attributes.put(QueueAttributeName.REDRIVE_POLICY, policy(to)));
        if (exists(queue.name())) {
            client.setQueueAttributes(
                    request -> request.queueUrl(queueUrl(queue.name())).attributes(attributes));
        } else {
            client.createQueue(request -> request.queueName(queue.name()).attributes(attributes));
        }
    }

    private static String policy(QueueSettings.DeadLetters to) {
        return "{\"deadLetterTargetArn\":\"" + arn(to.queue()) + "\",\"maxReceiveCount\":" + to.maxReceiveCount() + "}";
    }

    private boolean exists(String queue) {
        try {
            client.getQueueUrl(request -> request.queueName(queue));
            return true;
        } catch (QueueDoesNotExistException e) {
            return false;
        }
    }

    /**
     * Sends messages, 10 at most. They survive a killed process once this has returned; when it throws, some may be in the
     * queue.
     */
    public void send(String queue, List<String> bodies) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, bodies.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .messageBody(bodies.get(i))
                        .build())
                .toList();
        SendMessageBatchResponse sent = client.sendMessageBatch(
                request -> request.queueUrl(queueUrl(queue)).entries(entries));
        if (!sent.failed().isEmpty()) {
            throw new IllegalStateException(
                    "queue " + queue + " took " + sent.successful().size() + " of " + bodies.size() + " messages: "
                            + sent.failed().getFirst().message());
        }
    }

    /**
     * Moves the dead letters that are visible now back to the queue they came from, as new messages, and returns how many
     * they were. Killed in the middle, it may leave one in both queues.
     */
    public int redrive(String deadLetterQueue, String source) {
        int moved = 0;
        for (List<Message> batch = receive(deadLetterQueue); !batch.isEmpty(); batch = receive(deadLetterQueue)) {
            for (Message message : batch) {
                client.sendMessage(request -> request.queueUrl(queueUrl(source))
                        .messageBody(message.body())
                        .messageAttributes(message.messageAttributes()));
                client.deleteMessage(
                        request -> request.queueUrl(queueUrl(deadLetterQueue)).receiptHandle(message.receiptHandle()));
                moved++;
            }
        }
        return moved;
    }

    private List<Message> receive(String queue) {
        return client.receiveMessage(request -> request.queueUrl(queueUrl(queue))
                        .maxNumberOfMessages(BATCH)
                        .messageAttributeNames("All")
                        .waitTimeSeconds(0)
                        .visibilityTimeout(60))
                .messages();
    }

    /** Stops the engine; its port is free and its database closed when this returns. */
    @Override
    public void close() {
        client.close();
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("ElasticMQ didn't stop", e);
        } finally {
            log.close();
        }
    }
}
