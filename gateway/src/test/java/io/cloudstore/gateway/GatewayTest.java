package io.cloudstore.gateway;

import static io.cloudstore.gateway.FakeFunctions.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole gateway over the shipped template and a real SQS server, with the template's timings made short. */
class GatewayTest {
    /** Longer than anything takes here, however busy the machine is. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Duration DRAIN = Duration.ofSeconds(2);
    /** A visibility that a message which comes back waits out, and which no delivery lasts. */
    private static final String BACK_SOON = "3";

    private static SqsFixture sqs;
    private static final AtomicInteger stacks = new AtomicInteger();

    private final String stack = "gw" + stacks.incrementAndGet();
    private final FakeFunctions functions = new FakeFunctions();
    private Gateway gateway;

    @BeforeAll
    static void startQueues() {
        sqs = SqsFixture.start();
        deliverTheFirst();
    }

    /** The first message of a process takes seconds of loading classes, which no test's visibility is to pay for. */
    private static void deliverTheFirst() {
        Template template = template("warm-up", Map.of());
        sqs.make(template);
        FakeFunctions functions = new FakeFunctions();
        CountDownLatch delivered = new CountDownLatch(1);
        functions.queue("Transfer", event -> {
            delivered.countDown();
            return new SQSBatchResponse(List.of());
        });
        try (Gateway _ = Gateway.start(settings(DRAIN), template, functions)) {
            sqs.send("warm-up-transfer", "first");
            await().atMost(SOON).until(() -> delivered.getCount() == 0 && sqs.count("warm-up-transfer") == 0);
        }
    }

    @AfterAll
    static void stopQueues() {
        sqs.close();
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private static GatewaySettings settings(Duration drain) {
        return GatewaySettings.of("127.0.0.1", 0, sqs.access).withDrain(drain);
    }

    private static Template template(String stack, Map<String, String> parameters) {
        Map<String, String> quick = new HashMap<>(Map.of(
                "AWS::StackName", stack,
                "TransferVisibilitySeconds", "30",
                "JobsVisibilitySeconds", "30",
                "QueueWaitSeconds", "1",
                "QueueConcurrency", "2",
                "SweepSchedule", "rate(1 hour)"));
        quick.putAll(parameters);
        return TemplateReader.shipped(quick);
    }

    private void start(Map<String, String> parameters) {
        start(parameters, DRAIN);
    }

    private void start(Map<String, String> parameters, Duration drain) {
        Template template = template(stack, parameters);
        sqs.make(template);
        gateway = Gateway.start(settings(drain), template, functions);
    }

    @Test
    void a_message_reaches_its_function_once_as_lambda_would_show_it_and_is_deleted() {
        Queue<SQSMessage> seen = new ConcurrentLinkedQueue<>();
        functions.queue("Transfer", event -> {
            seen.addAll(event.getRecords());
            return new SQSBatchResponse(List.of());
        });
        start(Map.of());
        String id = sqs.send(stack + "-transfer", "{\"kind\":\"MERGE\"}");
        await().atMost(SOON).until(() -> seen.size() == 1 && sqs.count(stack + "-transfer") == 0);
        SQSMessage message = seen.element();
        assertThat(message.getMessageId()).isEqualTo(id);
        assertThat(message.getBody()).isEqualTo("{\"kind\":\"MERGE\"}");
        assertThat(message.getEventSource()).isEqualTo("aws:sqs");
        assertThat(message.getEventSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:" + stack + "-transfer");
        assertThat(message.getAttributes())
                .containsEntry("ApproximateReceiveCount", "1")
                .containsKey("SentTimestamp");
        assertThat(message.getReceiptHandle()).isNotEmpty();
    }

    @Test
    void no_answer_means_that_all_succeeded() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        functions.queue("Transfer", event -> {
            event.getRecords().forEach(record -> seen.add(record.getBody()));
            return null;
        });
        start(Map.of());
        sqs.send(stack + "-transfer", "a");
        await().atMost(SOON).until(() -> seen.contains("a") && sqs.count(stack + "-transfer") == 0);
    }

    @Test
    void only_the_messages_that_failed_come_back() {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        functions.queue(
                "Transfer",
                counting(
                        seen,
                        event -> new SQSBatchResponse(event.getRecords().stream()
                                .filter(record -> record.getBody().equals("bad") && receives(record) < 3)
                                .map(record -> new BatchItemFailure(record.getMessageId()))
                                .toList())));
        start(Map.of("TransferVisibilitySeconds", BACK_SOON));
        sqs.send(stack + "-transfer", "good");
        sqs.send(stack + "-transfer", "bad");
        await().atMost(SOON).until(() -> sqs.count(stack + "-transfer") == 0);
        assertThat(seen.get("good")).hasValue(1);
        assertThat(seen.get("bad")).hasValue(3);
        assertThat(sqs.count(stack + "-transfer-dead")).isZero();
    }

    @Test
    void an_answer_that_names_an_unknown_message_brings_the_whole_batch_back() {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        AtomicInteger calls = new AtomicInteger();
        functions.queue(
                "Transfer",
                counting(
                        seen,
                        event -> calls.incrementAndGet() == 1
                                ? new SQSBatchResponse(List.of(new BatchItemFailure("no such id")))
                                : new SQSBatchResponse(List.of())));
        start(Map.of("TransferVisibilitySeconds", BACK_SOON));
        sqs.send(stack + "-transfer", "a");
        await().atMost(SOON).until(() -> sqs.count(stack + "-transfer") == 0);
        assertThat(seen.get("a")).hasValue(2);
    }

    @Test
    void poison_goes_to_the_dead_letters_after_so_many_receives_and_stops_nobody_else() {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        functions.queue("Transfer", counting(seen, event -> {
            if (event.getRecords().stream().anyMatch(record -> record.getBody().equals("poison"))) {
                throw new IllegalStateException("can't digest this");
            }
            return new SQSBatchResponse(List.of());
        }));
        start(Map.of("MaxReceiveCount", "2", "TransferVisibilitySeconds", BACK_SOON));
        sqs.send(stack + "-transfer", "poison");
        await().atMost(SOON).until(() -> sqs.count(stack + "-transfer-dead") == 1);
        assertThat(seen.get("poison")).hasValue(2);
        sqs.send(stack + "-transfer", "food");
        await().atMost(SOON).until(() -> seen.containsKey("food") && sqs.count(stack + "-transfer") == 0);
        assertThat(sqs.receive(stack + "-transfer-dead").getFirst().body()).isEqualTo("poison");
    }

    @Test
    void a_function_over_its_time_is_interrupted_and_its_messages_come_back() {
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        AtomicInteger interrupted = new AtomicInteger();
        functions.queue("Transfer", counting(seen, event -> {
            if (receives(event.getRecords().getFirst()) == 1) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    interrupted.incrementAndGet();
                }
            }
            return new SQSBatchResponse(List.of());
        }));
        start(Map.of("TransferTimeoutSeconds", "1", "TransferVisibilitySeconds", "4"));
        sqs.send(stack + "-transfer", "slow");
        await().atMost(SOON).until(() -> sqs.count(stack + "-transfer") == 0);
        assertThat(seen.get("slow")).hasValue(2);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void no_more_invocations_than_allowed_run_at_once() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<String> done = ConcurrentHashMap.newKeySet();
        CountDownLatch twoAtOnce = new CountDownLatch(2);
        functions.queue("Transfer", event -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            twoAtOnce.countDown();
            try {
                twoAtOnce.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            event.getRecords().forEach(record -> done.add(record.getBody()));
            running.decrementAndGet();
            return new SQSBatchResponse(List.of());
        });
        start(Map.of());
        for (int i = 0; i < 60; i++) {
            sqs.send(stack + "-transfer", "m" + i);
        }
        await().atMost(SOON).until(() -> done.size() == 60);
        assertThat(most).hasValue(2);
    }

    @Test
    void calls_go_before_messages_which_go_on_nevertheless() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        functions.http("Login", event -> {
            called.countDown();
            hold(goOn);
            return answer(200, "{}");
        });
        Queue<Long> batches = new ConcurrentLinkedQueue<>();
        functions.queue("Transfer", event -> {
            batches.add(System.nanoTime());
            return new SQSBatchResponse(List.of());
        });
        start(Map.of());
        CompletableFuture<Boolean> call = CompletableFuture.supplyAsync(this::answers);
        called.await();
        for (int i = 0; i < 50; i++) {
            sqs.send(stack + "-transfer", "m" + i);
        }
        await().atMost(SOON).until(() -> sqs.count(stack + "-transfer") == 0);

        assertThat(call).isNotDone();
        List<Long> begun = batches.stream().sorted().toList();
        assertThat(Duration.ofNanos(begun.getLast() - begun.getFirst()).toMillis())
                .as("between %d batches", begun.size())
                .isGreaterThanOrEqualTo((begun.size() - 2) * 1_000L - 50);
        goOn.countDown();
        assertThat(call.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void the_sweep_ticks_at_the_start_and_then_again_and_never_overlaps_itself() {
        AtomicInteger ticks = new AtomicInteger();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        functions.queue("Sweep", event -> {
            overlaps.addAndGet(running.getAndIncrement());
            if (event.getRecords().isEmpty()) {
                ticks.incrementAndGet();
            }
            running.decrementAndGet();
            if (ticks.get() == 1) {
                throw new IllegalStateException("the first tick fails");
            }
            return new SQSBatchResponse(List.of());
        });
        start(Map.of("SweepSchedule", "rate(1 second)"));
        await().atMost(SOON).until(() -> ticks.get() >= 3);
        assertThat(overlaps).hasValue(0);
    }

    @Test
    void jobs_reach_the_function_of_the_schedule_too() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        functions.queue("Sweep", event -> {
            event.getRecords().forEach(record -> seen.add(record.getBody()));
            return new SQSBatchResponse(List.of());
        });
        start(Map.of());
        sqs.send(stack + "-jobs", "{\"kind\":\"CLEAN\"}");
        await().atMost(SOON).until(() -> seen.contains("{\"kind\":\"CLEAN\"}"));
    }

    @Test
    void a_stop_lets_a_batch_end_and_deletes_its_messages() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        functions.queue("Transfer", event -> {
            working.countDown();
            hold(goOn);
            return new SQSBatchResponse(List.of());
        });
        start(Map.of("TransferVisibilitySeconds", "60"), Duration.ofSeconds(20));
        sqs.send(stack + "-transfer", "last");
        working.await();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
        await().atMost(SOON).until(() -> !answers());
        goOn.countDown();
        stopped.get(30, TimeUnit.SECONDS);
        assertThat(sqs.count(stack + "-transfer")).isZero();
    }

    @Test
    void a_stop_waits_no_longer_than_it_may() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        functions.queue("Transfer", event -> {
            working.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException cut) {
                interrupted.countDown();
            }
            throw new IllegalStateException("cut");
        });
        start(Map.of("TransferVisibilitySeconds", "60"));
        sqs.send(stack + "-transfer", "endless");
        working.await();
        long begun = System.nanoTime();
        gateway.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(15));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sqs.count(stack + "-transfer")).isOne();
    }

    @Test
    void a_queue_that_is_not_there_yet_is_waited_for() {
        Template template = TemplateReader.shipped(Map.of("AWS::StackName", stack, "QueueWaitSeconds", "1"));
        Set<String> seen = ConcurrentHashMap.newKeySet();
        functions.queue("Transfer", event -> {
            event.getRecords().forEach(record -> seen.add(record.getBody()));
            return null;
        });
        gateway = Gateway.start(GatewaySettings.of("127.0.0.1", 0, sqs.access), template, functions);
        sqs.make(template);
        sqs.send(stack + "-transfer", "late");
        await().atMost(SOON).until(() -> seen.contains("late"));
    }

    @Test
    void it_answers_where_it_says_with_what_the_template_gives_each_function() throws Exception {
        functions.http("Login", event -> answer(200, "{\"status\":\"ok\"}"));
        start(Map.of("SignUp", "closed"));
        assertThat(answers()).isTrue();
        assertThat(functions.environments.get("Login")).containsEntry("CLOUDSTORE_SIGN_UP", "closed");
        assertThat(functions.environments).doesNotContainKey("Migrate");
    }

    @Test
    void a_function_that_is_not_there_refuses_the_start_by_name() {
        functions.without("MergeChunks");
        assertThatThrownBy(() -> start(Map.of()))
                .hasMessageContaining("MergeChunksFunction")
                .hasMessageContaining("io.cloudstore.functions.entry.MergeChunksHandler");
    }

    @Test
    void a_port_that_is_taken_refuses_the_start_by_name() {
        start(Map.of());
        Template template = TemplateReader.shipped(Map.of());
        assertThatThrownBy(() ->
                        Gateway.start(GatewaySettings.of("127.0.0.1", gateway.port(), sqs.access), template, functions))
                .hasMessageContaining(String.valueOf(gateway.port()));
    }

    private static void hold(CountDownLatch goOn) {
        try {
            goOn.await();
        } catch (InterruptedException cut) {
            throw new IllegalStateException(cut);
        }
    }

    private boolean answers() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(gateway.address().resolve("/v1/health"))
                    .build();
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException refused) {
            return false;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static Function<SQSEvent, SQSBatchResponse> counting(
            Map<String, AtomicInteger> seen, Function<SQSEvent, SQSBatchResponse> function) {
        return event -> {
            event.getRecords()
                    .forEach(record -> seen.computeIfAbsent(record.getBody(), first -> new AtomicInteger())
                            .incrementAndGet());
            return function.apply(event);
        };
    }

    private static int receives(SQSMessage message) {
        return Integer.parseInt(message.getAttributes().get("ApproximateReceiveCount"));
    }
}
