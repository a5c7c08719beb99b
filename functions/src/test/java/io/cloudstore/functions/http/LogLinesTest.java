package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.instant.Challenge;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One line of JSON a call, with what an operator needs, and never with what is somebody's. */
class LogLinesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.cloudstore");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before;

    @BeforeEach
    void capture() {
        before = logger.getLevel();
        logger.setLevel(Level.TRACE);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void release() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    private String written() {
        return lines.list.stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    private JsonNode onlyLine() {
        assertThat(lines.list).hasSize(1);
        return Calls.JSON.readTree(lines.list.getFirst().getFormattedMessage());
    }

    @Test
    void a_line_says_who_called_what_and_what_came_of_it() {
        new FakeWorld().files().apply(Calls.to("GET /v1/files/{id}"));

        JsonNode line = onlyLine();
        assertThat(line.path("function").asString()).isEqualTo("files");
        assertThat(line.path("route").asString()).isEqualTo("GET /v1/files/{id}");
        assertThat(line.path("requestId").asString()).isEqualTo(Calls.REQUEST);
        assertThat(line.path("accountId").asString()).isEqualTo(FakeWorld.ACCOUNT.toString());
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("code").asString()).isEmpty();
        assertThat(line.path("milliseconds").isNumber()).isTrue();
    }

    @Test
    void the_line_of_a_refusal_has_its_code() {
        new FakeWorld().says("FindEntries.file", Optional::empty).files().apply(Calls.to("GET /v1/files/{id}"));

        assertThat(onlyLine().path("status").asInt()).isEqualTo(404);
        assertThat(onlyLine().path("code").asString()).isEqualTo("not-found");
    }

    /** Its status is 200 either way: whoever probes for content is found by this. */
    @Test
    void the_line_of_a_proof_says_whether_it_proved_anything() {
        String proofs =
                Json.write(Map.of("proofs", Collections.nCopies(Challenge.RANGES, FakeWorld.DIGEST.toString())));
        new FakeWorld().instantUpload().apply(Calls.to("POST /v1/uploads/{id}/instant/proof", proofs));

        assertThat(onlyLine().path("status").asInt()).isEqualTo(200);
        assertThat(onlyLine().path("code").asString()).isEqualTo("SEND");
    }

    @Test
    void no_line_holds_a_token_a_url_a_name_a_password_or_an_address() {
        List<String> secrets = List.of(
                "secret",
                "first.owner",
                "open sesame please",
                "X-Amz-Signature",
                "https://",
                "203.0.113.7",
                "a-token",
                "key-of-mine");
        String body = Json.write(Map.of(
                "name", "first.owner",
                "password", "open sesame please",
                "refreshToken", "a-token",
                "folderId", "root",
                "size", 20_000_000,
                "uploads", List.of(Map.of("idempotencyKey", "key-of-mine", "upload", Map.of("name", "secret"))),
                "parts", List.of(Map.of("n", 1, "sha256", FakeWorld.DIGEST.toString()))));

        FakeWorld.routes().forEach((route, function) -> {
            for (FakeWorld world : worlds()) {
                APIGatewayProxyRequestEvent event = Calls.to(route, body)
                        .withHeaders(new HashMap<>(Map.of(
                                "Authorization",
                                "Bearer a-token",
                                "Cookie",
                                "secret",
                                "Idempotency-Key",
                                "key-of-mine")))
                        .withQueryStringParameters(Map.of("path", "/secret plans.pdf", "redirect", "true"));
                function.apply(world).apply(event);
            }
        });

        assertThat(lines.list.size()).isGreaterThan(FakeWorld.routes().size() * 2);
        assertThat(written()).doesNotContain(secrets);
    }

    private static List<FakeWorld> worlds() {
        return List.of(
                new FakeWorld(),
                new FakeWorld()
                        .says("FindEntries.file", Optional::empty)
                        .says("FindUpload.find", Optional::empty)
                        .says("StoreAccount.credentials", Optional::empty),
                new FakeWorld().says("StoreSession.isLive", () -> {
                    throw new StoreFailed("asking", new IllegalStateException("down"));
                }));
    }

    /** CWE-117: a route is the template's, but a host may put anything there. */
    @Test
    void a_line_stays_one_line() {
        APIGatewayProxyRequestEvent event =
                Calls.to("GET /v1/me").withHttpMethod("GET\r\n{\"level\":\"forged\"}\u001b[31m");
        event.getRequestContext().setRequestId("1\n2");
        new FakeWorld().login().apply(event);

        assertThat(lines.list.getFirst().getFormattedMessage()).doesNotContain("\n", "\r", "\u001b");
        assertThat(onlyLine().path("requestId").asString()).isEqualTo("1\n2");
    }

    @Test
    void a_fault_is_written_with_its_stack_for_whoever_mends_it() {
        new FakeWorld()
                .says("FindEntries.file", () -> {
                    throw new IllegalStateException("a fault");
                })
                .files()
                .apply(Calls.to("GET /v1/files/{id}"));

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
        assertThat(lines.list.getFirst().getFormattedMessage()).contains(Calls.REQUEST);
        assertThat(written()).contains("a fault", "FilesRoutes");
    }
}
