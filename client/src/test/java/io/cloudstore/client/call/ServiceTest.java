package io.cloudstore.client.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.client.session.MemorySessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls: sessions, refusals, retries. */
class ServiceTest {
    private final FakeCloud cloud = new FakeCloud();
    private final CloudstoreClient client = Signed.in(cloud);

    @AfterEach
    void stop() {
        client.close();
        cloud.close();
    }

    @Test
    void many_calls_with_an_expired_token_refresh_it_once() throws Exception {
        cloud.expireAccessTokens();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> names = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> client.account().me().name()))
                    .toList();
            for (Future<String> name : names) {
                assertThat(name.get()).startsWith("ann-");
            }
        }
        assertThat(cloud.calls().stream().filter(call -> call.endsWith("/refresh")))
                .hasSize(1);
    }

    @Test
    void a_session_that_was_ended_elsewhere_asks_for_a_sign_in_and_is_forgotten() {
        cloud.endSessions();
        assertRefused(ProblemCode.REFRESH_REFUSED);
        assertRefused(ProblemCode.SIGN_IN_REQUIRED);
        assertThat(cloud.calls()).hasSize(2);
    }

    @Test
    void signing_out_ends_the_session_here_and_there() throws Exception {
        client.account().signOut();
        assertThat(cloud.calls()).containsExactly("DELETE /v1/sessions/current");
        assertRefused(ProblemCode.SIGN_IN_REQUIRED);
        assertThat(cloud.calls()).hasSize(1);
    }

    @Test
    void signing_out_of_a_session_that_is_over_succeeds() throws Exception {
        cloud.endSessions();
        client.account().signOut();
        assertRefused(ProblemCode.SIGN_IN_REQUIRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "INTERNAL", "BAD_GATEWAY", "UNAVAILABLE", "TIMED_OUT"})
    void a_failure_that_passes_is_tried_again(ProblemCode code) throws Exception {
        cloud.refuse(call -> cloud.calls().size() <= 2 ? new ProblemException(code, "later") : null);
        assertThat(client.account().me().name()).startsWith("ann-");
        assertThat(cloud.calls()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_FOUND", "INVALID_REQUEST", "FORBIDDEN", "SESSION_ENDED"})
    void other_refusals_are_not(ProblemCode code) {
        cloud.refuse(call -> new ProblemException(code, "no"));
        assertRefused(code);
        assertThat(cloud.calls()).hasSize(1);
    }

    @Test
    void a_short_call_does_not_wait_a_minute_to_be_allowed_again() {
        cloud.refuse(call -> ProblemException.retryAfter(ProblemCode.RATE_LIMITED, "slowly", 60));
        assertRefused(ProblemCode.RATE_LIMITED);
        assertThat(cloud.calls()).hasSize(1);
    }

    @Test
    void credentials_are_sent_once_whatever_the_answer() {
        cloud.refuse(call -> new ProblemException(ProblemCode.UNAVAILABLE, "later"));
        assertThatThrownBy(() -> client.account().signIn("ann", Signed.PASSWORD, null))
                .isInstanceOf(ProblemException.class);
        assertThat(cloud.calls()).hasSize(1);
    }

    @Test
    void a_server_that_is_not_there_is_told_as_such() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ClientSettings nowhere = ClientSettings.of(URI.create("http://127.0.0.1:" + port))
                .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2));
        try (CloudstoreClient lost = new CloudstoreClient(nowhere, new MemorySessionStore())) {
            assertThatThrownBy(() -> lost.account().health())
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20261124, 1, 2})
    void pauses_are_drawn_below_a_doubling_bound_and_never_below_what_was_asked(long seed) {
        ClientSettings settings = ClientSettings.of(cloud.url());
        Backoff backoff = new Backoff(settings, new Random(seed));
        for (int failures = 1; failures < 60; failures++) {
            long bound = Math.min(30_000, 400L << Math.min(failures - 1, 20));
            assertThat(backoff.pause(failures, null).toMillis()).isBetween(0L, bound);
            assertThat(backoff.pause(failures, 7L).toMillis()).isBetween(7_000L, 7_400L);
            assertThat(backoff.pause(failures, Long.MAX_VALUE)).isLessThan(Duration.ofSeconds(301));
        }
    }

    private void assertRefused(ProblemCode code) {
        assertThatThrownBy(() -> client.account().me())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
