package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** Whatever a caller sends, the answer is never a fault of ours. The seed of a failure stands in its message. */
class RandomBodiesTest {
    private static final int CALLS_A_ROUTE = 500;

    /** Thousands of lines that nobody reads. */
    @BeforeAll
    static void hush() {
        ((Logger) LoggerFactory.getLogger(HttpFunction.class)).setLevel(Level.ERROR);
    }

    @AfterAll
    static void speak() {
        ((Logger) LoggerFactory.getLogger(HttpFunction.class)).setLevel(null);
    }

    static Stream<Arguments> routes() {
        return FakeWorld.routes().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    /** Everything is there and is the caller's: the farthest that a call can get. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void no_body_id_or_parameter_makes_a_fault(String route, Function<FakeWorld, HttpFunction> function) {
        assertNeverFails(route, function.apply(new FakeWorld()));
    }

    /** Nothing is there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void nor_does_one_when_nothing_is_there(String route, Function<FakeWorld, HttpFunction> function) {
        var empty = new FakeWorld()
                .says("FindEntries.folder", Optional::empty)
                .says("FindEntries.file", Optional::empty)
                .says("FindUpload.find", Optional::empty)
                .says("StoreUpload.lock", Optional::empty)
                .says("StoreAccount.credentials", Optional::empty)
                .says("StoreSession.lockToken", Optional::empty);
        assertNeverFails(route, function.apply(empty));
    }

    private static void assertNeverFails(String route, HttpFunction function) {
        long seed = Long.getLong("cloudstore.test.seed", System.nanoTime());
        for (int i = 0; i < CALLS_A_ROUTE; i++) {
            var random = new RandomJson(seed + i);
            APIGatewayProxyRequestEvent event = Calls.to(route, random.body());
            if (random.sometimes()) {
                event.withPathParameters(Map.of("id", random.text()));
            }
            if (random.sometimes()) {
                event.withQueryStringParameters(new HashMap<>(Map.of(
                        "limit", random.text(), "cursor", random.text(), "path", random.text(), "redirect", "true")));
            }
            event.withIsBase64Encoded(random.seldom());
            String told = "seed %d, %s %s".formatted(seed + i, route, event);
            APIGatewayProxyResponseEvent answer = function.apply(event);

            assertThat(answer.getStatusCode()).as(told).isLessThan(500);
            if (answer.getStatusCode() >= 400) {
                assertThat(Calls.code(answer)).as(told).matches("[a-z-]{3,40}");
                assertThat(answer.getBody()).as(told).doesNotContain("Exception", "io.cloudstore", "tools.jackson");
            }
        }
    }
}
