package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.machine.Wire.Exchange;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.DataFolder;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** URLs, access tokens, the session that signs URLs and the secret behind it live shorter than the upload takes. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class ExpiryInTheMiddleStory {
    private static final int MIB = 1 << 20;
    private static final int PARTS = 10;
    private static final int PART = 8 * MIB;
    private static final long SIZE = (long) PARTS * PART;
    /** As many as the client sends at once. */
    private static final int ARRIVE = 6;

    private static final String KEY = "X-Amz-Credential=[A-Z0-9]+";

    @TempDir
    Path folder;

    @DataFolder
    Path data;

    @Test
    void no_part_that_arrived_is_sent_again() throws Exception {
        Path source = RandomFile.of((int) SIZE, folder.resolve("film.bin"));
        var settings = settings().with("UploadUrlSeconds", "2").with("AccessTokenSeconds", "3");
        try (EmbeddedCloud cloud = start(settings);
                Machine machine = machine(cloud)) {
            machine.wire().slow(12 * MIB);

            JsonNode result = machine.put(source);

            assertThat(machine.wire().exchanges())
                    .as("tokens that were too old")
                    .anyMatch(each -> each.uri().getPath().endsWith("/sessions/refresh"));
            assertThat(machine.wire().exchanges())
                    .as("URLs that were too old")
                    .anyMatch(each -> each.isPut() && each.status() == 403);
            assertThat(taken(machine, "partNumber=\\d+")).hasSize(PARTS).doesNotHaveDuplicates();
            assertThat(result.path("bytesSent").asLong()).isEqualTo(SIZE);
            machine.wire().slow(Long.MAX_VALUE);
            assertThat(machine.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        }
    }

    /**
     * Sessions of three seconds, and no URL lives longer than its session. What is sent at first takes four, so what comes next
     * finds its credentials over.
     */
    @Test
    void no_part_that_arrived_is_sent_again_after_the_session_that_signed_its_url_has_ended() throws Exception {
        Path source = RandomFile.of((int) SIZE, folder.resolve("film.bin"));
        try (EmbeddedCloud cloud = start(settings().withSessionsOf(Duration.ofSeconds(3)));
                Machine machine = machine(cloud)) {
            machine.wire().slow(12 * MIB);

            JsonNode result = machine.put(source);

            List<String> late = pieces(expired(machine), "partNumber=\\d+");
            assertThat(late).as("parts whose credentials were over").isNotEmpty();
            assertThat(taken(machine, "partNumber=\\d+"))
                    .hasSize(PARTS)
                    .doesNotHaveDuplicates()
                    .containsAll(late);
            List<String> signedAnew = taken(machine, KEY);
            assertThat(signedAnew).as("keys of sessions").allMatch(key -> key.contains("=ASIA"));
            assertThat(Set.copyOf(signedAnew))
                    .hasSizeGreaterThan(1)
                    .doesNotContainAnyElementsOf(pieces(expired(machine), KEY));
            assertThat(result.path("bytesSent").asLong()).isEqualTo(SIZE);
            machine.wire().slow(Long.MAX_VALUE);
            assertThat(machine.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        }
    }

    @Test
    void no_part_that_arrived_is_sent_again_after_the_key_that_signed_its_url_is_gone() throws Exception {
        Path source = RandomFile.of((int) SIZE, folder.resolve("film.bin"));
        EmbeddedSettings settings = settings();
        Path key;
        Process put;
        Machine machine;
        try (EmbeddedCloud cloud = start(settings)) {
            machine = machine(cloud);
            key = cloud.secrets().file(Secret.SESSION_SECRET);
            machine.wire().slow(12 * MIB).slowAfter(ARRIVE, 2 * MIB);
            put = machine.beginToPut(source);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> machine.wire().takenPuts().size() >= ARRIVE
                            && machine.wire().sent() > (ARRIVE + 1L) * PART);
            machine.wire().slow(MIB / 4); // Some are on their way, and stay it until the cloud ends.
        }
        Files.delete(key);
        try (EmbeddedCloud _ = start(settings);
                machine) {
            machine.wire().slow(Long.MAX_VALUE);
            assertThat(put.waitFor(120, TimeUnit.SECONDS)).isTrue();

            assertThat(put.exitValue()).as(() -> "put: " + machine.errors()).isZero();
            assertThat(taken(machine, "partNumber=\\d+")).hasSize(PARTS).doesNotHaveDuplicates();
            assertThat(Set.copyOf(taken(machine, KEY))).as("keys").hasSize(2);
            assertThat(machine.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        }
    }

    /** The PUTs that were refused because the credentials of their URLs were over. */
    private static List<Exchange> expired(Machine machine) {
        return machine.wire().exchanges().stream()
                .filter(each ->
                        each.isPut() && each.status() == 400 && each.code().equals("ExpiredToken"))
                .toList();
    }

    /** This piece of the URL of each PUT that the store took. */
    private static List<String> taken(Machine machine, String piece) {
        return pieces(machine.wire().takenPuts(), piece);
    }

    private static List<String> pieces(List<Exchange> puts, String piece) {
        return puts.stream()
                .map(each -> each.uri().getQuery().replaceAll(".*(" + piece + ").*", "$1"))
                .toList();
    }

    private EmbeddedSettings settings() {
        return EmbeddedStack.settings(data);
    }

    /** The same settings once more are the same cloud once more, on the ports of its folder. */
    private static EmbeddedCloud start(EmbeddedSettings settings) throws IOException, InterruptedException {
        return EmbeddedCloud.start(settings, Progress.silent());
    }

    private Machine machine(EmbeddedCloud cloud) throws Exception {
        return Machine.ofSomebodyNew(cloud.gateway(), folder.resolve("machine"));
    }
}
