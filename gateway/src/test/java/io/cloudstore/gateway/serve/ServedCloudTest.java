package io.cloudstore.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import io.cloudstore.gateway.FakeFunctions;
import io.cloudstore.gateway.SqsFixture;
import io.cloudstore.gateway.hosting.CannotStart;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.gateway.http.Proxies;
import io.cloudstore.gateway.template.TemplateException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What a served cloud does around its functions: queues are real, the store is not. */
class ServedCloudTest {
    private static final String STAGING = "/cloudstore-staging-000000000000-us-east-1";

    private final SqsFixture queues = SqsFixture.start();
    private final FakeApplication application = new FakeApplication();
    private final Map<String, String> parameters = new HashMap<>();
    private final List<String> parts = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private FakeStore store;

    @BeforeEach
    void engines() throws IOException {
        store = new FakeStore();
        parameters.put("S3Endpoint", store.address().toString());
        parameters.put("SqsEndpoint", queues.access.endpoint().orElseThrow().toString());
        parameters.put("WorkerKeys", "file:" + Files.writeString(folder.resolve("keys"), "test:test\n"));
        parameters.put("QueueWaitSeconds", "1");
    }

    @AfterEach
    void stop() {
        queues.close();
        store.close();
    }

    @Test
    void it_migrates_answers_and_hands_messages_to_their_function_until_it_is_closed() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        application.functions.queue("Transfer", event -> {
            event.getRecords().forEach(record -> bodies.add(record.getBody()));
            return new SQSBatchResponse(List.of());
        });
        URI health;
        try (ServedCloud cloud = provisioned()) {
            health = cloud.address().resolve("/v1/health");
            assertThat(parts).containsExactly("queues and buckets", "schema", "gateway");
            assertThat(application.migration).containsEntry("CLOUDSTORE_DB_USER", "cloudstore");
            assertThat(status(health)).isEqualTo(200);
            queues.send("cloudstore-transfer", "work");
            await().atMost(Duration.ofSeconds(20)).until(() -> bodies.contains("work"));
            assertThat(application.closed).isFalse();
        }
        assertThat(application.closed).isTrue();
        new ServerSocket(health.getPort()).close();
    }

    @Test
    void one_process_has_more_connections_than_a_lambda_unless_told_otherwise() {
        try (ServedCloud _ = provisioned()) {
            assertThat(application.functions.environments.get("Files")).containsEntry("CLOUDSTORE_DB_POOL", "8");
        }
        parameters.put("DbPool", "3");
        try (ServedCloud _ = provisioned()) {
            assertThat(application.functions.environments.get("Files")).containsEntry("CLOUDSTORE_DB_POOL", "3");
        }
    }

    @Test
    void queues_are_made_as_the_template_has_them_and_a_repeat_brings_them_up_to_date() {
        provisioned().close();
        Map<QueueAttributeName, String> transfer = attributes("cloudstore-transfer");
        assertThat(transfer)
                .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "720")
                .containsEntry(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "1");
        assertThat(transfer.get(QueueAttributeName.REDRIVE_POLICY))
                .contains(attributes("cloudstore-transfer-dead").get(QueueAttributeName.QUEUE_ARN), "5");

        parameters.put("TransferVisibilitySeconds", "900");
        provisioned().close();
        assertThat(attributes("cloudstore-transfer")).containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "900");
    }

    @Test
    void buckets_are_made_with_notification_cors_and_lifecycle() {
        provisioned().close();
        assertThat(store.puts).containsKeys(STAGING, "/cloudstore-long-term-000000000000-us-east-1");
        assertThat(store.puts.get(STAGING + "?notification"))
                .contains(attributes("cloudstore-transfer").get(QueueAttributeName.QUEUE_ARN))
                .contains("s3:ObjectCreated:*", "<Value>staging/</Value>");
        assertThat(store.puts.get(STAGING + "?cors")).contains("<AllowedMethod>PUT</AllowedMethod>", "ETag");
        assertThat(store.puts.get(STAGING + "?lifecycle")).contains("<DaysAfterInitiation>30</DaysAfterInitiation>");
        assertThat(store.puts).doesNotContainKey("/cloudstore-long-term-000000000000-us-east-1?notification");
    }

    @Test
    void a_bucket_outside_of_the_first_region_says_where_it_is() {
        parameters.put("AWS::Region", "eu-west-1");
        provisioned().close();
        assertThat(store.puts.get("/cloudstore-staging-000000000000-eu-west-1")).contains("eu-west-1");
    }

    @Test
    void a_store_without_events_cors_and_lifecycle_is_used_without() {
        store.refusing("?notification", 501).refusing("?cors", 501).refusing("?lifecycle", 501);
        provisioned().close();
        assertThat(store.puts).containsKey(STAGING).doesNotContainKey(STAGING + "?cors");
    }

    @Test
    void a_store_that_refuses_is_a_sentence_with_the_bucket_and_nothing_stays() {
        store.refusing("us-east-1", 403);
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageMatching("Bucket cloudstore-[a-z-]+-000000000000-us-east-1 can't be made ready: 403 Refused"
                        + " as the test wants it");
        assertThat(application.closed).isTrue();
        assertThat(application.migration).isEmpty();
    }

    @Test
    void queues_that_cannot_be_reached_are_a_sentence() throws IOException {
        try (ServerSocket nobody = new ServerSocket(0)) {
            nobody.close();
            parameters.put("SqsEndpoint", "http://127.0.0.1:" + nobody.getLocalPort());
        }
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("Queue cloudstore-jobs-dead can't be made ready")
                .hasMessageContaining("onnect");
    }

    @Test
    void on_aws_nothing_is_provisioned() {
        parameters.remove("S3Endpoint");
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("sam deploy")
                .hasMessageContaining("S3Endpoint");
    }

    /** Nobody's queues on AWS get our settings because an address was forgotten. */
    @Test
    void with_only_one_of_the_two_addresses_nothing_is_provisioned() {
        parameters.remove("SqsEndpoint");

        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("both S3Endpoint and SqsEndpoint");
    }

    @Test
    void a_secret_whose_file_is_not_there_is_named() {
        parameters.put("DbPassword", "file:" + folder.resolve("nowhere"));
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessage("Parameter DbPassword refers to " + folder.resolve("nowhere") + ", which isn't there.");
    }

    @Test
    void keys_that_are_none_are_refused_without_saying_them_again() throws IOException {
        Files.writeString(folder.resolve("keys"), "hunter2");
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("WorkerKeys")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_parameter_against_the_template_is_refused_and_a_secret_not_said_again() {
        parameters.put("DbPassword", "hunter2");
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("DbPassword")
                .hasMessageContaining("file")
                .hasMessageNotContaining("hunter2");
        assertThat(application.closed).isTrue();
    }

    @Test
    void an_endpoint_that_is_no_address_is_named() {
        parameters.put("SqsEndpoint", "localhost:4566");
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("CLOUDSTORE_SQS_ENDPOINT")
                .hasMessageContaining("localhost:4566");
    }

    @Test
    void a_port_that_is_taken_and_a_function_that_is_refused_are_sentences() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            assertThatThrownBy(() -> start(taken.getLocalPort(), false))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("Can't listen on 127.0.0.1:" + taken.getLocalPort() + "; is another program there?");
        }
        application.functions.without("Login");
        assertThatThrownBy(this::provisioned).isInstanceOf(CannotStart.class).hasMessageContaining("LoginFunction");
    }

    @Test
    void an_unhealthy_start_is_none() {
        application.functions.http("Login", _ -> FakeFunctions.answer(503, "{}"));
        assertThatThrownBy(this::provisioned)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("/v1/health answers 503");
    }

    /** This one says yes to everything. */
    @Test
    void a_store_that_breaks_a_rule_refuses_the_start_with_what_to_change() {
        parameters.put("UploadSigner", parameters.get("WorkerKeys"));
        parameters.put("DownloadSigner", parameters.get("WorkerKeys"));

        assertThatThrownBy(() -> start(0, true, true))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("The store can't be used: absent-key: the adapters can't work with it")
                .hasMessageContaining("s3:ListBucket")
                .hasMessageContaining("--no-check");
        assertThat(application.closed).isTrue();
        assertThat(parts).containsExactly("queues and buckets");
    }

    private ServedCloud provisioned() {
        return start(0, true);
    }

    private ServedCloud start(int port, boolean provision) {
        return start(port, provision, false);
    }

    private ServedCloud start(int port, boolean provision, boolean check) {
        Progress progress = (part, took) -> parts.add(part);
        return ServedCloud.start(
                new ServeSettings("127.0.0.1", port, parameters, Proxies.NONE, provision, check),
                application,
                progress);
    }

    private Map<QueueAttributeName, String> attributes(String queue) {
        String url = queues.client.getQueueUrl(q -> q.queueName(queue)).queueUrl();
        return queues.client
                .getQueueAttributes(q -> q.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
    }

    private static int status(URI address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
