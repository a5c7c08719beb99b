package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.LONG_TERM;
import static io.cloudstore.embedded.s3.Fixture.QUEUE;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.s3.event.ObjectEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reaches the queue when objects come to be. */
class ObjectEventsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    /** A queue that remembers, and that can be told to refuse the next messages. */
    private static final class Queue implements ObjectEvents {
        private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
        private final List<Integer> calls = new CopyOnWriteArrayList<>();
        private final AtomicInteger refusals = new AtomicInteger();
        private volatile CountDownLatch open = new CountDownLatch(0);

        @Override
        public void send(String queueName, List<String> events) throws InterruptedException {
            open.await();
            assertThat(queueName).isEqualTo(QUEUE);
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("The queue is away");
            }
            calls.add(events.size());
            events.forEach(event -> messages.add(JSON.readTree(event)));
        }

        private List<JsonNode> await(int count) {
            Awaitility.await().until(() -> messages.size() >= count);
            return messages;
        }
    }

    private Fixture start(Queue queue) throws Exception {
        return new Fixture(folder, Clock.systemUTC(), queue);
    }

    private static JsonNode record(JsonNode message) {
        return message.get("Records").get(0);
    }

    private long waiting() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("outbox"))) {
            return files.count();
        }
    }

    @Test
    void a_put_is_announced_as_s3_does_after_a_test_event() throws Exception {
        Queue queue = new Queue();
        try (Fixture fixture = start(queue)) {
            String etag = fixture.s3
                    .putObject(p -> p.bucket(STAGING).key("staging/a b+ü/c"), RequestBody.fromString("four"))
                    .eTag();
            List<JsonNode> messages = queue.await(2);
            assertThat(messages.get(0).get("Event").asString()).isEqualTo("s3:TestEvent");
            assertThat(messages.get(0).get("Bucket").asString()).isEqualTo(STAGING);
            JsonNode event = record(messages.get(1));
            assertThat(event.get("eventVersion").asString()).isEqualTo("2.1");
            assertThat(event.get("eventSource").asString()).isEqualTo("aws:s3");
            assertThat(event.get("awsRegion").asString()).isEqualTo("us-east-1");
            assertThat(event.get("eventName").asString()).isEqualTo("ObjectCreated:Put");
            JsonNode s3 = event.get("s3");
            assertThat(s3.get("bucket").get("name").asString()).isEqualTo(STAGING);
            assertThat(s3.get("bucket").get("arn").asString()).isEqualTo("arn:aws:s3:::" + STAGING);
            assertThat(s3.get("object").get("key").asString()).isEqualTo("staging/a+b%2B%C3%BC/c");
            assertThat(s3.get("object").get("size").asLong()).isEqualTo(4);
            assertThat('"' + s3.get("object").get("eTag").asString() + '"').isEqualTo(etag);
            assertThat(s3.get("object").get("sequencer").asString()).matches("[0-9A-F]+");
            await().until(() -> waiting() == 0);
        }
    }

    @Test
    void copies_and_completed_uploads_are_announced_by_their_names_and_other_keys_are_not() throws Exception {
        Queue queue = new Queue();
        try (Fixture fixture = start(queue)) {
            fixture.s3.putObject(p -> p.bucket(LONG_TERM).key("staging/other-bucket"), RequestBody.fromString("x"));
            fixture.s3.putObject(p -> p.bucket(STAGING).key("other-prefix"), RequestBody.fromString("x"));
            fixture.s3.copyObject(c -> c.sourceBucket(STAGING)
                    .sourceKey("other-prefix")
                    .destinationBucket(STAGING)
                    .destinationKey("staging/copy"));
            String id = fixture.s3
                    .createMultipartUpload(c -> c.bucket(STAGING).key("staging/parts"))
                    .uploadId();
            String etag = fixture.s3
                    .uploadPart(
                            u -> u.bucket(STAGING)
                                    .key("staging/parts")
                                    .uploadId(id)
                                    .partNumber(1),
                            RequestBody.fromString("x"))
                    .eTag();
            fixture.s3.completeMultipartUpload(c -> c.bucket(STAGING)
                    .key("staging/parts")
                    .uploadId(id)
                    .multipartUpload(m -> m.parts(
                            CompletedPart.builder().partNumber(1).eTag(etag).build())));
            List<JsonNode> messages = queue.await(3);
            assertThat(messages.subList(1, 3))
                    .extracting(message -> record(message).get("eventName").asString())
                    .containsExactly("ObjectCreated:Copy", "ObjectCreated:CompleteMultipartUpload");
            assertThat(messages).hasSize(3);
        }
    }

    @Test
    void a_queue_that_is_away_gets_the_event_later_and_the_put_succeeds() throws Exception {
        Queue queue = new Queue();
        queue.refusals.set(3);
        try (Fixture fixture = start(queue)) {
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/later"), RequestBody.fromString("x"));
            assertThat(record(queue.await(2).get(1))
                            .get("s3")
                            .get("object")
                            .get("key")
                            .asString())
                    .isEqualTo("staging/later");
        }
    }

    @Test
    void events_that_wait_go_together_and_in_their_order() throws Exception {
        Queue queue = new Queue();
        try (Fixture fixture = start(queue)) {
            queue.await(1);
            queue.open = new CountDownLatch(1);
            for (int n = 0; n < 24; n++) {
                fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/many"), RequestBody.fromString("x"));
            }
            queue.open.countDown();
            List<JsonNode> messages = queue.await(25);
            assertThat(messages.subList(1, 25))
                    .extracting(message -> record(message)
                            .get("s3")
                            .get("object")
                            .get("sequencer")
                            .asString())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(queue.calls).hasSizeBetween(4, 6).allMatch(size -> size <= 10);
            await().until(() -> waiting() == 0);
        }
    }

    @Test
    void what_the_queue_did_not_take_is_sent_after_the_next_start() throws Exception {
        Queue away = new Queue();
        away.refusals.set(Integer.MAX_VALUE);
        try (Fixture fixture = start(away)) {
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/kept"), RequestBody.fromString("x"));
        }
        assertThat(waiting()).isEqualTo(2);
        Queue back = new Queue();
        try (Fixture fixture = start(back)) {
            assertThat(fixture.engine.endpoint()).hasHost("127.0.0.1");
            List<JsonNode> messages = back.await(2);
            assertThat(messages.get(0).get("Event").asString()).isEqualTo("s3:TestEvent");
            assertThat(record(messages.get(1)).get("eventName").asString()).isEqualTo("ObjectCreated:Put");
            await().until(() -> waiting() == 0);
        }
    }

    @Test
    void the_test_event_comes_once_a_data_folder_and_sequencers_grow_across_restarts() throws Exception {
        List<String> sequencers = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            Queue queue = new Queue();
            SettableClock clock = new SettableClock();
            clock.move(Duration.ofSeconds(-run)); // a clock that was set back
            try (Fixture fixture = new Fixture(folder, clock, queue)) {
                for (int n = 0; n < 2; n++) {
                    fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/same"), RequestBody.fromString("x"));
                }
                List<JsonNode> messages = queue.await(run == 0 ? 3 : 2);
                assertThat(messages.stream().filter(message -> message.has("Event")))
                        .hasSize(run == 0 ? 1 : 0);
                messages.stream()
                        .filter(message -> message.has("Records"))
                        .forEach(message -> sequencers.add(record(message)
                                .get("s3")
                                .get("object")
                                .get("sequencer")
                                .asString()));
            }
        }
        assertThat(sequencers).hasSize(6).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void killed_before_the_object_was_visible_nothing_is_announced_and_after_it_everything() throws Exception {
        Queue away = new Queue();
        try (Fixture fixture = start(away)) {
            away.await(1);
            away.refusals.set(Integer.MAX_VALUE);
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/visible"), RequestBody.fromString("x"));
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/invisible"), RequestBody.fromString("x"));
        }
        // As a kill would leave it: both intents written, one object put in place, a third intent torn.
        try (Stream<Path> events = Files.list(folder.resolve("outbox"))) {
            for (Path event : events.toList()) {
                Files.move(event, Path.of(event.toString().replace(".event", ".intent")));
            }
        }
        Files.delete(folder.resolve("buckets/" + STAGING + "/objects/staging%2Finvisible"));
        Files.writeString(folder.resolve("outbox/000000000000FFFFFF-torn.intent"), "{\"queue\":\"tra");
        Queue back = new Queue();
        try (Fixture fixture = start(back)) {
            fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/next"), RequestBody.fromString("x"));
            assertThat(back.await(2))
                    .extracting(message ->
                            record(message).get("s3").get("object").get("key").asString())
                    .containsExactly("staging/visible", "staging/next");
            await().until(() -> waiting() == 0);
        }
    }
}
