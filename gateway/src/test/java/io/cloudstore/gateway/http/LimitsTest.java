package io.cloudstore.gateway.http;

import static io.cloudstore.gateway.FakeFunctions.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.cloudstore.gateway.template.Throttle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LimitsTest {
    private static final Throttle OPEN = new Throttle(10_000, 10_000);

    @Test
    void a_function_that_takes_too_long_is_interrupted_and_answered_504() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        HttpLimits limits = new HttpLimits(1000, Duration.ofMillis(200), OPEN, true);
        try (HttpFixture http = HttpFixture.start(limits)) {
            http.functions.http("Login", event -> {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
                return answer(200, "{}");
            });
            HttpResponse<String> response = http.get("/v1/health");
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(HttpFixture.json(response.body()).path("code").asString())
                    .isEqualTo("timed-out");
            assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_function_that_throws_or_answers_nonsense_is_answered_502_and_tells_nothing() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            http.functions.http("Login", event -> {
                throw new IllegalStateException("the database's password is hunter2");
            });
            HttpResponse<String> response = http.get("/v1/health");
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(response.body()).doesNotContain("hunter2");
            assertThat(HttpFixture.json(response.body()).path("code").asString())
                    .isEqualTo("bad-gateway");
            assertThat(HttpFixture.json(response.body()).path("requestId").asString())
                    .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());

            http.functions.http("Login", event -> null);
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(502);
            http.functions.http("Login", event -> new APIGatewayProxyResponseEvent());
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(502);
            http.functions.http("Login", event -> answer(200, "not base64!").withIsBase64Encoded(true));
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(502);
            http.functions.http(
                    "Login", event -> answer(200, "{}").withHeaders(Map.of("X-Bad", "a\r\nSet-Cookie: b=c")));
            HttpResponse<String> split = http.get("/v1/health");
            assertThat(split.statusCode()).isEqualTo(502);
            assertThat(split.headers().firstValue("set-cookie")).isEmpty();
            http.functions.http("Login", event -> {
                throw new StackOverflowError();
            });
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void a_body_over_the_limit_is_refused_before_the_function_sees_it_told_or_not() throws Exception {
        AtomicInteger called = new AtomicInteger();
        try (HttpFixture http = HttpFixture.start(new HttpLimits(1000, Duration.ofSeconds(5), OPEN, true))) {
            http.functions.http("Login", event -> {
                called.incrementAndGet();
                return answer(200, "{}");
            });
            assertThat(http.send(http.to("/v1/sessions").POST(BodyPublishers.ofString("x".repeat(1000))))
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> told =
                    http.send(http.to("/v1/sessions").POST(BodyPublishers.ofString("x".repeat(1001))));
            assertThat(told.statusCode()).isEqualTo(413);
            assertThat(HttpFixture.json(told.body()).path("code").asString()).isEqualTo("payload-too-large");
            HttpResponse<String> chunked = http.send(http.to("/v1/sessions")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[200_000]))));
            assertThat(chunked.statusCode()).isEqualTo(413);
            assertThat(called).hasValue(1);
        }
    }

    @Test
    void an_answer_over_the_limit_is_no_answer() throws Exception {
        try (HttpFixture http = HttpFixture.start(new HttpLimits(1000, Duration.ofSeconds(5), OPEN, true))) {
            http.functions.http("Login", event -> answer(200, "x".repeat(1001)));
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(502);
        }
    }

    @Test
    @Timeout(60) // where each request took a second, none would be too many
    void more_requests_than_the_template_admits_are_told_when_to_come_back() throws Exception {
        try (HttpFixture http = HttpFixture.start(Map.of("ThrottleRate", "1", "ThrottleBurst", "3"))) {
            long begun = System.nanoTime();
            int admitted = 0;
            HttpResponse<String> response = http.get("/v1/health");
            while (response.statusCode() == 200) {
                admitted++;
                response = http.get("/v1/health");
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat((long) admitted).isBetween(3L, 3 + seconds + 1);
            assertThat(response.headers().firstValue("retry-after")).contains("1");
            assertThat(HttpFixture.json(response.body()).path("code").asString())
                    .isEqualTo("rate-limited");
        }
    }

    @Test
    void one_address_is_throttled_by_itself_and_loopback_only_on_demand() {
        AtomicLong now = new AtomicLong();
        AddressThrottle throttle = new AddressThrottle(new Throttle(1, 2), false, now::get);
        assertThat(throttle.admits("192.0.2.1")).isTrue();
        assertThat(throttle.admits("192.0.2.1")).isTrue();
        assertThat(throttle.admits("192.0.2.1")).isFalse();
        assertThat(throttle.admits("192.0.2.2")).isTrue();
        now.set(Duration.ofSeconds(1).toNanos());
        assertThat(throttle.admits("192.0.2.1")).isTrue();
        assertThat(throttle.admits("192.0.2.1")).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.admits("127.0.0.1")).isTrue();
        }
        AddressThrottle all = new AddressThrottle(new Throttle(1, 1), true, now::get);
        assertThat(all.admits("127.0.0.1")).isTrue();
        assertThat(all.admits("127.0.0.1")).isFalse();
    }

    @Test
    void a_household_of_ipv6_is_one_address() {
        AddressThrottle throttle = new AddressThrottle(new Throttle(1, 1), false, () -> 0);
        assertThat(throttle.admits("2001:db8:1:2::3")).isTrue();
        assertThat(throttle.admits("2001:db8:1:2:ffff::4")).isFalse();
        assertThat(throttle.admits("2001:db8:1:3::3")).isTrue();
    }

    @Test
    void what_a_request_gets_wrong_is_the_callers_fault() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            assertThat(raw(http, "GET /v1/health?x=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid-request");
            assertThat(raw(http, "GET /v1/files/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .matches("(?s)HTTP/1.1 40[04].*");
            assertThat(raw(http, "GET /v1/health?x=%ff%00&=&&a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .matches("(?s)HTTP/1.1 (200|400).*");
            assertThat(raw(http, "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void a_body_far_over_the_limit_is_refused_while_it_is_still_being_sent() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            HttpResponse<String> response =
                    http.send(http.to("/v1/sessions").POST(BodyPublishers.ofByteArray(new byte[20_000_000])));
            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(http.get("/v1/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_body_of_two_lengths_is_refused_and_what_follows_it_is_no_request() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            String hidden = "GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n";
            assertThat(conversation(http, """
                            POST /v1/sessions HTTP/1.1
                            Host: x
                            Content-Length: %d
                            Transfer-Encoding: chunked

                            0

                            """.replace("\n", "\r\n").formatted(hidden.length() + 5) + hidden))
                    .startsWith("HTTP/1.1 400")
                    .containsOnlyOnce("HTTP/1.1");
            assertThat(conversation(http, """
                            POST /v1/sessions HTTP/1.1
                            Host: x
                            Content-Length: 0
                            Content-Length: %d

                            """.replace("\n", "\r\n").formatted(hidden.length()) + hidden))
                    .startsWith("HTTP/1.1 400")
                    .containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void a_body_that_is_cut_short_is_the_callers_fault() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            assertThat(conversation(http, "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid-request");
        }
    }

    @Test
    void a_caller_behind_a_trusted_proxy_is_who_the_proxy_says() throws Exception {
        BlockingQueue<String> callers = new LinkedBlockingQueue<>();
        try (HttpFixture http = HttpFixture.start(HttpFixture.LIMITS.behind(Proxies.at(List.of("127.0.0.0/8"))))) {
            http.functions.http("Login", event -> {
                callers.add(event.getRequestContext().getIdentity().getSourceIp());
                return answer(200, "{}");
            });
            http.send(http.to("/v1/health").header("X-Forwarded-For", "192.0.2.1, 198.51.100.7"));
            http.get("/v1/health");
        }
        try (HttpFixture http = HttpFixture.start()) {
            http.functions.http("Login", event -> {
                callers.add(event.getRequestContext().getIdentity().getSourceIp());
                return answer(200, "{}");
            });
            http.send(http.to("/v1/health").header("X-Forwarded-For", "192.0.2.1"));
        }
        assertThat(callers).containsExactly("198.51.100.7", "127.0.0.1", "127.0.0.1");
    }

    /** All that comes until the server closes, after the last byte that it gets. */
    private static String conversation(HttpFixture http, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String raw(HttpFixture http, String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder answer = new StringBuilder();
            // every answer of ours is JSON
            while (answer.indexOf("\r\n\r\n") < 0 || answer.charAt(answer.length() - 1) != '}') {
                int next = socket.getInputStream().read();
                assertThat(next).as("answer so far: " + answer).isNotNegative();
                answer.append((char) next);
            }
            return answer.toString();
        }
    }

    @Test
    void what_is_no_http_is_answered_as_a_problem() throws Exception {
        try (HttpFixture http = HttpFixture.start()) {
            assertThat(raw(http, "GET /v1/health HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("invalid-request");
        }
    }

    @Test
    void a_stop_lets_the_calls_that_are_going_on_end_and_takes_no_new_ones() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        HttpFixture http = HttpFixture.start();
        http.functions.http("Login", event -> {
            working.countDown();
            try {
                goOn.await();
            } catch (InterruptedException cut) {
                return answer(500, "cut");
            }
            return answer(200, "whole");
        });
        CompletableFuture<HttpResponse<String>> call = CompletableFuture.supplyAsync(() -> {
            try {
                return http.get("/v1/health");
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        working.await();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(http::stopServer);
        await().until(() -> refusesConnections(http.port()));
        goOn.countDown();
        assertThat(call.get(10, TimeUnit.SECONDS).body()).isEqualTo("whole");
        stop.get(10, TimeUnit.SECONDS);
        http.close();
    }

    private static boolean refusesConnections(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }
}
