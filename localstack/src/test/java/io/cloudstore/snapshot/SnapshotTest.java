package io.cloudstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.snapshot.RestoredProcess.Life;
import io.cloudstore.snapshot.RestoredProcess.Run;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A function's memory, at the moment when Lambda would take a snapshot of it, and what becomes of a function that wakes up
 * from there. All of its engines are there, so that priming reaches each of them.
 */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
@Execution(ExecutionMode.CONCURRENT) // each test waits for processes of its own
class SnapshotTest {
    /** What the log says of a function that was primed with a part only. */
    private static final String NOT_PRIMED = "is not primed with all";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** What events make up in place of an account's and a session's ids. */
    private static final String ACCOUNT = "0190f3c2-7c00-7000-8000-0000000000a1";

    private static final String SESSION = "0190f3c2-7c00-7000-8000-0000000000b1";

    /** What is everybody's to know. */
    private static final Set<String> PUBLIC = Set.of("CLOUDSTORE_TOKEN_KEYS", "CLOUDSTORE_RECEIPT_KEYS");

    private final EmbeddedCloud cloud = EmbeddedStack.started().cloud();
    private final String name = "s-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    /** A clone that drew what another draws would give away names, tokens, and with a nonce the key. */
    @Test
    void two_environments_that_wake_up_from_one_snapshot_share_nothing_that_they_draw() throws Exception {
        String output = LambdaRuntime.run(
                TwoEnvironments.class,
                cloud.template().function("LoginFunction").environment(),
                List.of());

        assertThat(LambdaRuntime.after(TwoEnvironments.CANARY, output))
                .as("so that it would be seen")
                .containsExactly("shared");
        assertThat(LambdaRuntime.after(TwoEnvironments.SHARED, output))
                .singleElement()
                .satisfies(shared -> assertThat(shared).matches("0 of 20[0-9]{4}"));
    }

    @Test
    void nothing_is_open_and_no_secret_is_in_it_and_a_restored_function_does_all_its_work() throws Exception {
        Run login = run(Life.RESTORED, "LoginFunction", event("login-sign-up"), event("login-sign-in"));

        assertThat(login.connections()).as(login.output()).isZero();
        assertThat(login.output()).doesNotContain(NOT_PRIMED);
        assertThat(secretsIn("LoginFunction")).isEmpty();
        assertThat(status(login)).containsExactly(201, 201);

        JsonNode claims = claims(body(login, 1).path("accessToken").asString());
        String open = event("sign-upload-open")
                .replace(ACCOUNT, claims.path("sub").asString())
                .replace(SESSION, claims.path("sid").asString());
        Run signing = run(Life.RESTORED, "SignUploadFunction", open);

        assertThat(signing.connections()).as(signing.output()).isZero();
        assertThat(signing.output()).doesNotContain(NOT_PRIMED);
        assertThat(secretsIn("SignUploadFunction")).isEmpty();
        assertThat(status(signing)).containsExactly(201);
        assertThat(body(signing, 0).path("urls").path(0).path("url").asString()).contains("X-Amz-Signature=");
    }

    @Test
    void a_function_of_a_queue_closes_its_store_too() throws Exception {
        Run transfer = run(Life.RESTORED, "TransferFunction", event("transfer-job-messages"));

        assertThat(transfer.connections()).as(transfer.output()).isZero();
        assertThat(transfer.output()).doesNotContain(NOT_PRIMED);
        assertThat(secretsIn("TransferFunction")).isEmpty();
        assertThat(JSON.readTree(transfer.answers().getFirst()).path("batchItemFailures"))
                .isEmpty();
    }

    /** A route that is renamed would else be primed with a 404, which loads next to nothing, and nobody would know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AuthorizeFunction",
                "ReusePartsFunction",
                "InstantUploadFunction",
                "MergeChunksFunction",
                "FilesFunction",
                "DownloadFunction",
                "SweepFunction"
            })
    void every_function_is_primed_with_all(String function) throws Exception {
        assertThat(run(Life.RESTORED, function).output()).doesNotContain(NOT_PRIMED);
    }

    /** On Lambda with SnapStart, a role's session comes over HTTP and from nowhere else. */
    @Test
    void the_session_of_the_role_that_was_primed_with_is_not_in_it() throws Exception {
        String secret = "a secret of the session " + UUID.randomUUID();
        HttpServer sessions = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        sessions.createContext("/session", exchange -> {
            asked.incrementAndGet();
            byte[] session = """
                    {"AccessKeyId": "AKIDEXAMPLE", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}""".formatted(secret, secret, Instant.now().plus(Duration.ofHours(6)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, session.length);
            exchange.getResponseBody().write(session);
            exchange.close();
        });
        sessions.start();
        try {
            HostedFunction function = cloud.template().function("TransferFunction");
            Map<String, String> environment = new TreeMap<>(function.environment());
            environment.put("CLOUDSTORE_WORKER_KEYS", "");
            environment.put(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://127.0.0.1:" + sessions.getAddress().getPort() + "/session");
            Path memory = memory("TransferFunction");

            Run run = RestoredProcess.run(
                    Life.RESTORED, function.handler(), environment, memory, event("transfer-job-messages"));

            assertThat(asked).as("how often the session was asked for").hasPositiveValue();
            assertThat(run.connections()).as(run.output()).isZero();
            assertThat(found(memory, Map.of("session", secret.getBytes(StandardCharsets.UTF_8))))
                    .isEmpty();
        } finally {
            sessions.stop(0);
        }
    }

    /** So that the tests above say something: without the hooks it is otherwise. */
    @Test
    void without_the_hooks_connections_are_open_secrets_are_found_and_the_first_answer_loads_many_classes()
            throws Exception {
        Run plain = run(Life.PLAIN, "SignUploadFunction", event("sign-upload-show"));
        List<String> found = secretsIn("SignUploadFunction");
        Run restored = run(Life.RESTORED, "SignUploadFunction", event("sign-upload-show"));

        assertThat(plain.connections()).isPositive();
        assertThat(found).contains("CLOUDSTORE_DB_PASSWORD", "CLOUDSTORE_REDIS_PASSWORD");
        assertThat(status(plain)).containsExactly(401);
        assertThat(status(restored)).containsExactly(401);
        assertThat(restored.loaded()).as("classes loaded by the first answer").isLessThan(plain.loaded() / 20);
    }

    private Run run(Life life, String function, String... events) throws Exception {
        HostedFunction hosted = cloud.template().function(function);
        Files.deleteIfExists(memory(function));
        return RestoredProcess.run(life, hosted.handler(), hosted.environment(), memory(function), events);
    }

    private Path memory(String function) {
        return folder.resolve(function + ".hprof");
    }

    private String event(String event) throws IOException {
        return Files.readString(Path.of("..", "events", event + ".json")).replace("first.owner", name);
    }

    private static List<Integer> status(Run run) {
        return run.answers().stream()
                .map(answer -> JSON.readTree(answer).path("statusCode").asInt())
                .toList();
    }

    private static JsonNode body(Run run, int answer) {
        return JSON.readTree(
                JSON.readTree(run.answers().get(answer)).path("body").asString());
    }

    /** The middle of a JSON Web Token (RFC 7519). */
    private static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    /** The settings whose secret was found in the memory of a function. */
    private List<String> secretsIn(String function) throws IOException {
        Map<String, byte[]> secrets = new TreeMap<>();
        for (Map.Entry<String, String> setting :
                cloud.template().function(function).environment().entrySet()) {
            if (setting.getValue().startsWith("file:") && !PUBLIC.contains(setting.getKey())) {
                String text = Files.readString(Path.of(setting.getValue().substring("file:".length())))
                        .strip();
                secrets.put(setting.getKey(), secretPartOf(text));
            }
        }
        assertThat(secrets).as("secrets that the function has").hasSizeGreaterThanOrEqualTo(2);
        return found(memory(function), secrets);
    }

    /** The names of those secrets that a memory holds. */
    private static List<String> found(Path written, Map<String, byte[]> secrets) throws IOException {
        try (FileChannel file = FileChannel.open(written)) {
            MappedByteBuffer memory = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            assertThat(holds(memory, "cloudstore".getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
            return secrets.entrySet().stream()
                    .filter(secret -> holds(memory, secret.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /** Of a private key its number, of keys for a store what is behind the colon, else all of it. */
    private static byte[] secretPartOf(String text) {
        if (text.startsWith("{")) {
            return Base64.getUrlDecoder().decode(JSON.readTree(text).path("d").asString());
        }
        return text.substring(text.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean holds(MappedByteBuffer memory, byte[] wanted) {
        int last = memory.limit() - wanted.length;
        for (int i = 0; i <= last; i++) {
            int same = 0;
            while (same < wanted.length && memory.get(i + same) == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return true;
            }
        }
        return false;
    }
}
