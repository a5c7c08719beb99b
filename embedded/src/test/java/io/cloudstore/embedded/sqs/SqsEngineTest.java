package io.cloudstore.embedded.sqs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.embedded.folder.DataFolder;
import io.cloudstore.embedded.folder.OwnerProcess;
import io.cloudstore.embedded.sqs.QueueSettings.DeadLetters;
import io.cloudstore.gateway.hosting.CannotStart;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

class SqsEngineTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path parent;

    @Test
    void a_queue_has_its_settings_also_when_they_change_at_a_later_start() {
        try (DataFolder folder = open()) {
            try (SqsEngine engine = SqsEngine.start(folder)) {
                provision(engine, Duration.ofSeconds(7), 3);
                assertThat(attributes(engine))
                        .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7")
                        .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:work")
                        .containsEntry(QueueAttributeName.QUEUE_ARN, SqsEngine.arn("work"));
                assertThat(attributes(engine).get(QueueAttributeName.REDRIVE_POLICY))
                        .contains("work-dead")
                        .contains("3");
                // ElasticMQ writes a new queue down after its answer, but before the queue's first message.
                engine.send("work", List.of("anything"));
            }
            try (SqsEngine engine = SqsEngine.start(folder)) {
                assertThat(attributes(engine)).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7");
                provision(engine, Duration.ofSeconds(9), 5);
                assertThat(attributes(engine)).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "9");
                assertThat(attributes(engine).get(QueueAttributeName.REDRIVE_POLICY))
                        .contains("5");
            }
        }
    }

    @Test
    void a_sent_message_is_received_as_it_was() {
        try (DataFolder folder = open();
                SqsEngine engine = SqsEngine.start(folder)) {
            provision(engine, Duration.ofSeconds(30), 3);
            engine.send("work", List.of("{\"key\":\"报告 & <a>\"}"));
            assertThat(bodies(receive(engine, "work"))).containsExactly("{\"key\":\"报告 & <a>\"}");
            assertThat(receive(engine, "work")).isEmpty();
        }
    }

    @Test
    void a_message_received_too_often_goes_to_the_dead_letters_and_redrive_brings_it_back() {
        try (DataFolder folder = open();
                SqsEngine engine = SqsEngine.start(folder)) {
            provision(engine, Duration.ZERO, 2);
            IntStream.range(0, 12).forEach(n -> engine.send("work", List.of("message " + n)));
            for (int receipt = 0; receipt < 20; receipt++) {
                receive(engine, "work");
            }
            assertThat(waiting(engine, "work")).isEqualTo("0");
            assertThat(waiting(engine, "work-dead")).isEqualTo("12");

            assertThat(engine.redrive("work-dead", "work")).isEqualTo(12);

            assertThat(waiting(engine, "work-dead")).isEqualTo("0");
            assertThat(waiting(engine, "work")).isEqualTo("12");
            assertThat(engine.redrive("work-dead", "work")).isZero();
        }
    }

    @Test
    void two_engines_in_one_process_share_nothing() {
        try (DataFolder one = open();
                DataFolder two = DataFolder.open(parent.resolve("other"), OptionalInt.of(0))) {
            try (SqsEngine first = SqsEngine.start(one);
                    SqsEngine second = SqsEngine.start(two)) {
                provision(first, Duration.ofSeconds(30), 3);
                provision(second, Duration.ofSeconds(30), 3);
                first.send("work", List.of("for the first"));
                assertThat(receive(second, "work")).isEmpty();
            }
            try (SqsEngine second = SqsEngine.start(two);
                    SqsEngine first = SqsEngine.start(one)) {
                assertThat(waiting(first, "work")).isEqualTo("1");
                assertThat(receive(second, "work")).isEmpty();
            }
        }
    }

    @Test
    void an_unknown_queue_is_an_error() {
        try (DataFolder folder = open();
                SqsEngine engine = SqsEngine.start(folder)) {
            assertThatThrownBy(() -> engine.send("nowhere", List.of("lost")))
                    .isInstanceOf(QueueDoesNotExistException.class);
        }
    }

    @Test
    void every_message_survives_the_kill_of_the_owner_right_after_its_sending() throws Exception {
        try (OwnerProcess owner =
                OwnerProcess.run(Owner.class, parent.resolve("data").toString())) {
            assertThat(owner.line()).isEqualTo("sent");
            owner.kill();
            try (DataFolder folder = open();
                    SqsEngine engine = SqsEngine.start(folder)) {
                assertThat(waiting(engine, "work")).isEqualTo("20");
                Message message = receive(engine, "work").getFirst();
                assertThat(message.body()).startsWith("message ");
                assertThat(attributes(engine).get(QueueAttributeName.REDRIVE_POLICY))
                        .contains("work-dead");
            }
        }
    }

    @Test
    void a_stopped_engine_gives_its_port_free_and_what_it_said_is_in_its_log() throws Exception {
        try (DataFolder folder = open()) {
            SqsEngine.start(folder).close();
            new ServerSocket(folder.ports().sqs()).close();
            assertThat(Files.exists(folder.log("sqs"))).isTrue();
        }
    }

    @Test
    void a_long_poll_that_nobody_waits_for_any_more_does_not_hold_up_a_stop() throws Exception {
        try (DataFolder folder = open()) {
            SqsEngine engine = SqsEngine.start(folder);
            provision(engine, Duration.ofSeconds(30), 3);
            try (Socket poll = new Socket("127.0.0.1", folder.ports().sqs())) {
                poll.getOutputStream().write(longPoll(engine).getBytes(US_ASCII));
                poll.setSoTimeout(500);
                assertThatThrownBy(() -> poll.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            }
            long begin = System.nanoTime();
            engine.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        }
    }

    private static String longPoll(SqsEngine engine) {
        String body = "{\"QueueUrl\":\"" + engine.queueUrl("work") + "\",\"WaitTimeSeconds\":20}";
        return "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\n"
                + "Content-Type: application/x-amz-json-1.0\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void a_port_that_somebody_took_meanwhile_is_named() throws Exception {
        try (DataFolder folder = open();
                ServerSocket taken = new ServerSocket(folder.ports().sqs(), 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> SqsEngine.start(folder))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }

    private DataFolder open() {
        return DataFolder.open(parent.resolve("data"), OptionalInt.of(0));
    }

    private static void provision(SqsEngine engine, Duration visibility, int maxReceiveCount) {
        engine.provision(new QueueSettings("work-dead", Duration.ofSeconds(30), DAY, Duration.ZERO, Optional.empty()));
        engine.provision(new QueueSettings(
                "work", visibility, DAY, Duration.ZERO, Optional.of(new DeadLetters("work-dead", maxReceiveCount))));
    }

    private static SqsClient client(SqsEngine engine) {
        return SqsClient.builder()
                .endpointOverride(engine.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static List<Message> receive(SqsEngine engine, String queue) {
        try (SqsClient client = client(engine)) {
            return client.receiveMessage(
                            request -> request.queueUrl(engine.queueUrl(queue)).maxNumberOfMessages(10))
                    .messages();
        }
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::body).toList();
    }

    private static Map<QueueAttributeName, String> attributes(SqsEngine engine) {
        return attributes(engine, "work");
    }

    private static Map<QueueAttributeName, String> attributes(SqsEngine engine, String queue) {
        try (SqsClient client = client(engine)) {
            return client.getQueueAttributes(
                            request -> request.queueUrl(engine.queueUrl(queue)).attributeNames(QueueAttributeName.ALL))
                    .attributes();
        }
    }

    private static String waiting(SqsEngine engine, String queue) {
        return attributes(engine, queue).get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    }

    /** Sends 20 messages, says so at once, and waits for its end. */
    static final class Owner {
        public static void main(String... arguments) {
            SqsEngine engine = SqsEngine.start(DataFolder.open(Path.of(arguments[0]), OptionalInt.of(0)));
            provision(engine, Duration.ofSeconds(30), 3);
            IntStream.range(0, 20).forEach(n -> engine.send("work", List.of("message " + n)));
            System.out.println("sent");
            OwnerProcess.waitToBeKilled();
        }
    }
}
