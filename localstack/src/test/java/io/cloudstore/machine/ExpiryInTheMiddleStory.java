package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.EmbeddedSettings;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.stack.Capability;
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

/** URLs, access tokens and the key that signs URLs live shorter than the upload takes. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class ExpiryInTheMiddleStory {
    private static final int MIB = 1 << 20;
    private static final int PARTS = 10;
    private static final int PART = 8 * MIB;
    private static final long SIZE = (long) PARTS * PART;
    /** As many as the client sends at once. */
    private static final int ARRIVE = 6;

    @TempDir
    Path folder;

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

    @Test
    void no_part_that_arrived_is_sent_again_after_the_key_that_signed_its_url_is_gone() throws Exception {
        Path source = RandomFile.of((int) SIZE, folder.resolve("film.bin"));
        EmbeddedSettings settings = settings();
        Path key;
        Process put;
        Machine machine;
        try (EmbeddedCloud cloud = start(settings)) {
            machine = machine(cloud);
            key = cloud.secrets().file(Secret.UPLOAD_SIGNER_KEYS);
            machine.wire().slow(12 * MIB);
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
            assertThat(Set.copyOf(taken(machine, "X-Amz-Credential=[A-Z0-9]+")))
                    .as("keys")
                    .hasSize(2);
            assertThat(machine.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        }
    }

    /** This piece of the URL of each PUT that the store took. */
    private static List<String> taken(Machine machine, String piece) {
        return machine.wire().takenPuts().stream()
                .map(each -> each.uri().getQuery().replaceAll(".*(" + piece + ").*", "$1"))
                .toList();
    }

    private static EmbeddedSettings settings() throws IOException {
        return EmbeddedStack.settings(
                Files.createTempDirectory(Files.createDirectories(Path.of("target", "stories")), "expiry"));
    }

    /** The same settings once more are the same cloud once more, on the ports of its folder. */
    private static EmbeddedCloud start(EmbeddedSettings settings) throws IOException, InterruptedException {
        return EmbeddedCloud.start(settings, Progress.silent());
    }

    private Machine machine(EmbeddedCloud cloud) throws Exception {
        return Machine.ofSomebodyNew(cloud.gateway(), folder.resolve("machine"));
    }
}
