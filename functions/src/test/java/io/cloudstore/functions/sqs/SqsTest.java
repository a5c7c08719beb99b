package io.cloudstore.functions.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.WakeUp;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsTest {
    private static final UUID SUBJECT = UUID.fromString("0195b2c5-7c5e-7000-8000-000000000001");
    private static SQSRestServer server;
    private static URI endpoint;
    private static SqsClient client;
    private String transfer;
    private String jobs;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withDynamicPort()
                .withInterface("127.0.0.1")
                .start();
        endpoint = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        client = SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.stopAndWait();
    }

    @BeforeEach
    void freshQueues() {
        transfer = "transfer-" + UUID.randomUUID();
        jobs = "jobs-" + UUID.randomUUID();
        client.createQueue(q -> q.queueName(transfer));
        client.createQueue(q -> q.queueName(jobs));
    }

    @Test
    void merges_and_transfers_wake_the_transfer_queue_and_cleaning_the_jobs_queue() {
        try (var sqs = new Sqs(settings(endpoint, transfer, jobs))) {
            sqs.wakeUp().wake(new JobId(JobKind.TRANSFER, SUBJECT));
            assertThat(received(transfer)).containsExactly("{\"kind\":\"TRANSFER\",\"id\":\"" + SUBJECT + "\"}");
            sqs.wakeUp().wake(new JobId(JobKind.MERGE, SUBJECT));
            assertThat(received(transfer)).containsExactly("{\"kind\":\"MERGE\",\"id\":\"" + SUBJECT + "\"}");
            sqs.wakeUp().wake(new JobId(JobKind.CLEAN, SUBJECT));
            assertThat(received(jobs)).containsExactly("{\"kind\":\"CLEAN\",\"id\":\"" + SUBJECT + "\"}");
            assertThat(received(transfer)).isEmpty();
        }
    }

    @Test
    void many_jobs_take_few_messages() {
        List<JobId> due = IntStream.range(0, 25)
                .mapToObj(n -> new JobId(JobKind.TRANSFER, new UUID(0, n)))
                .toList();
        List<JobId> wanted = Stream.concat(due.stream(), Stream.of(new JobId(JobKind.CLEAN, SUBJECT)))
                .toList();
        try (var sqs = new Sqs(settings(endpoint, transfer, jobs))) {
            sqs.wakeUp().wake(wanted);
        }
        List<String> received = received(transfer);

        assertThat(received).hasSize(3).allMatch(body -> body.startsWith("{\"kind\":\"TRANSFER\",\"ids\":["));
        assertThat(String.join("", received))
                .contains(due.stream().map(job -> job.subject().toString()).toList());
        assertThat(received(jobs)).containsExactly("{\"kind\":\"CLEAN\",\"id\":\"" + SUBJECT + "\"}");
    }

    @Test
    void a_queue_may_be_given_by_its_url() {
        String url = client.getQueueUrl(q -> q.queueName(transfer)).queueUrl();
        try (var sqs = new Sqs(settings(endpoint, url, url))) {
            sqs.wakeUp().wake(new JobId(JobKind.TRANSFER, SUBJECT));
            assertThat(received(transfer)).hasSize(1);
        }
    }

    @Test
    void an_absent_queue_is_logged_with_the_jobs_id_and_never_thrown() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(QueuedWakeUp.class);
        logger.addAppender(lines);
        try (var sqs = new Sqs(settings(endpoint, "absent", "absent"))) {
            assertThatCode(() -> sqs.wakeUp().wake(new JobId(JobKind.MERGE, SUBJECT)))
                    .doesNotThrowAnyException();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage()).contains("MERGE", SUBJECT.toString()));
    }

    @Test
    void a_queue_that_never_answers_is_given_up_soon() throws Exception {
        try (var answers = new Sqs(settings(endpoint, transfer, jobs))) {
            answers.wakeUp().wake(new JobId(JobKind.MERGE, SUBJECT)); // what a first call loads is not measured
        }
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var sqs = new Sqs(settings(URI.create("http://127.0.0.1:" + hole.getLocalPort()), transfer, jobs))) {
            WakeUp wakeUp = sqs.wakeUp();
            long begin = System.nanoTime();
            assertThatCode(() -> wakeUp.wake(new JobId(JobKind.MERGE, SUBJECT))).doesNotThrowAnyException();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(7500));
        }
    }

    @Test
    void a_queue_without_a_name_refuses_to_start() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sqs(settings(endpoint, "", jobs)));
    }

    private static Sqs.Settings settings(URI endpoint, String transfer, String jobs) {
        return new Sqs.Settings("eu-central-1", Optional.of(endpoint), Optional.of(() -> "a:b"), transfer, jobs);
    }

    private static List<String> received(String queue) {
        String url = client.getQueueUrl(q -> q.queueName(queue)).queueUrl();
        List<Message> messages = client.receiveMessage(
                        r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(0))
                .messages();
        messages.forEach(m -> client.deleteMessage(d -> d.queueUrl(url).receiptHandle(m.receiptHandle())));
        return messages.stream().map(Message::body).toList();
    }
}
