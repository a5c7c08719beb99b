package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.machine.Wire.Exchange;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** URLs and access tokens live shorter than the upload takes. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class ExpiryInTheMiddleStory {
    private static final int MIB = 1 << 20;
    private static final int PARTS = 10;

    @TempDir
    Path folder;

    @Test
    void no_part_that_arrived_is_sent_again() throws Exception {
        Path source = RandomFile.of(PARTS * 8 * MIB, folder.resolve("film.bin"));
        Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "stories")), "expiry");
        var settings =
                EmbeddedStack.settings(data).with("UploadUrlSeconds", "2").with("AccessTokenSeconds", "3");
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings, Progress.silent());
                Machine machine = Machine.ofSomebodyNew(cloud.gateway(), folder.resolve("machine"))) {
            machine.wire().slow(12 * MIB);

            JsonNode result = machine.put(source);

            List<Exchange> all = machine.wire().exchanges();
            assertThat(all).as("URLs that were too old").anyMatch(each -> each.isPut() && each.status() == 403);
            assertThat(all)
                    .as("tokens that were too old")
                    .anyMatch(each -> each.uri().getPath().endsWith("/sessions/refresh"));
            assertThat(machine.wire().takenPuts())
                    .hasSize(PARTS)
                    .extracting(each -> each.uri().getQuery().replaceAll(".*(partNumber=\\d+).*", "$1"))
                    .doesNotHaveDuplicates();
            assertThat(result.path("bytesSent").asLong()).isEqualTo((long) PARTS * 8 * MIB);
            machine.wire().slow(Long.MAX_VALUE);
            assertThat(machine.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        }
    }
}
