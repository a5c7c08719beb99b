package io.cloudstore.functions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.cloudstore.core.admission.LimitCalls;
import io.cloudstore.functions.MovedClock;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

class RedisTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static RedisUnderTest server;

    @BeforeAll
    static void start() throws Exception {
        server = RedisUnderTest.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void calls_of_a_window_are_counted_across_processes() {
        String subject = subject();
        try (var one = server.adapter();
                var other = server.adapter()) {
            assertThat(one.limitCalls().count(subject, MINUTE)).isEqualTo(1);
            assertThat(other.limitCalls().count(subject, MINUTE)).isEqualTo(2);
            assertThat(one.limitCalls().count(subject, MINUTE)).isEqualTo(3);
            assertThat(one.limitCalls().count(subject(), MINUTE)).isEqualTo(1);
        }
    }

    @Test
    void windows_of_one_subject_with_different_lengths_are_counted_apart() {
        String subject = subject();
        try (var redis = server.adapter()) {
            redis.limitCalls().count(subject, MINUTE);
            assertThat(redis.limitCalls().count(subject, Duration.ofHours(1))).isEqualTo(1);
        }
    }

    @Test
    void a_window_ends_and_the_next_begins_at_one() {
        String subject = subject();
        try (var redis = server.adapter()) {
            Duration window = Duration.ofSeconds(2);
            redis.limitCalls().count(subject, window);
            assertThat(redis.limitCalls().count(subject, window)).isEqualTo(2);
            await().pollInterval(window.plusMillis(20))
                    .until(() -> redis.limitCalls().count(subject, window) == 1);
        }
    }

    @Test
    void every_key_has_a_time_to_live_also_one_that_lost_it() throws Exception {
        String subject = subject();
        String key = "cloudstore:calls:60000:" + subject;
        try (var redis = server.adapter();
                var client = server.client()) {
            redis.limitCalls().count(subject, MINUTE);
            assertThat(client.pttl(key)).isBetween(1L, 60_000L);
            client.persist(key);
            redis.limitCalls().count(subject, MINUTE);
            assertThat(client.pttl(key)).isBetween(1L, 60_000L);
        }
    }

    @Test
    void counting_on_does_not_prolong_the_window() throws Exception {
        String subject = subject();
        String key = "cloudstore:calls:60000:" + subject;
        try (var redis = server.adapter();
                var client = server.client()) {
            redis.limitCalls().count(subject, MINUTE);
            client.pexpire(key, 30_000);
            redis.limitCalls().count(subject, MINUTE);
            assertThat(client.pttl(key)).isLessThanOrEqualTo(30_000L);
        }
    }

    @Test
    void many_at_once_lose_no_count() throws Exception {
        String subject = subject();
        try (var redis = server.adapter()) {
            redis.limitCalls().count(subject, MINUTE);
            try (var people = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 400; i++) {
                    people.execute(() -> redis.limitCalls().count(subject, MINUTE));
                }
            }
            assertThat(redis.limitCalls().count(subject, MINUTE)).isEqualTo(402);
        }
    }

    @Test
    void a_killed_redis_is_replaced_by_the_process_and_taken_back_when_it_returns() throws Exception {
        int ownPort = RedisUnderTest.freePort();
        RedisServer mortal = RedisUnderTest.start(ownPort);
        String subject = subject();
        var clock = new MovedClock();
        try (var redis = Redis.at(
                URI.create("redis://127.0.0.1:" + ownPort),
                Optional.empty(),
                Optional.empty(),
                clock,
                RedisUnderTest.PATIENCE)) {
            LimitCalls calls = redis.limitCalls();
            calls.count(subject, MINUTE);
            assertThat(calls.count(subject, MINUTE)).isEqualTo(2);
            mortal.stop();
            assertThat(calls.count(subject, MINUTE))
                    .as("counted in the process")
                    .isEqualTo(1);
            assertThat(calls.count(subject, MINUTE)).isEqualTo(2);

            mortal = RedisUnderTest.start(ownPort);
            assertThat(calls.count(subject, MINUTE))
                    .as("not asked during the pause")
                    .isEqualTo(3);
            clock.move(Breaker.PAUSE);
            assertThat(calls.count(subject, MINUTE))
                    .as("counted in Redis again")
                    .isEqualTo(1);
        } finally {
            mortal.stop();
        }
    }

    @Test
    void a_redis_that_never_answers_costs_one_short_wait_and_then_nothing() throws Exception {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var redis = connect(hole.getLocalPort())) {
            LimitCalls calls = redis.limitCalls();
            String subject = subject();
            long begin = System.nanoTime();
            assertThat(calls.count(subject, MINUTE)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));

            begin = System.nanoTime();
            for (int i = 0; i < 1000; i++) {
                calls.count(subject, MINUTE);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(calls.count(subject, MINUTE)).isEqualTo(1002);
        }
    }

    @Test
    void a_server_with_a_password_is_spoken_to_with_it_and_a_wrong_one_counts_in_the_process() throws Exception {
        int ownPort = RedisUnderTest.freePort();
        RedisServer guarded = RedisUnderTest.start(ownPort, "requirepass s3cret");
        URI uri = URI.create("redis://127.0.0.1:" + ownPort);
        String subject = subject();
        try (var right = connect(uri, () -> "s3cret");
                var again = connect(uri, () -> "s3cret");
                var wrong = connect(uri, () -> "wrong");
                var unresolved = connect(uri, () -> {
                    throw new IllegalStateException("no secret");
                })) {
            assertThat(right.limitCalls().count(subject, MINUTE)).isEqualTo(1);
            assertThat(again.limitCalls().count(subject, MINUTE)).isEqualTo(2);
            assertThat(wrong.limitCalls().count(subject, MINUTE)).isEqualTo(1);
            assertThat(unresolved.limitCalls().count(subject, MINUTE)).isEqualTo(1);
        } finally {
            guarded.stop();
        }
    }

    @Test
    void only_redis_addresses_are_taken() {
        for (String uri : new String[] {"http://127.0.0.1:6379", "127.0.0.1:6379", "redis:6379"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Redis.at(URI.create(uri), Optional.empty(), Optional.empty(), Clock.systemUTC()));
        }
    }

    private static Redis connect(URI uri, Supplier<String> password) {
        return Redis.at(uri, Optional.of(password), Optional.empty(), Clock.systemUTC(), RedisUnderTest.PATIENCE);
    }

    private static Redis connect(int port) {
        return Redis.at(URI.create("redis://127.0.0.1:" + port), Optional.empty(), Optional.empty(), Clock.systemUTC());
    }

    private static String subject() {
        return UUID.randomUUID().toString();
    }
}
