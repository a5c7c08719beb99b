package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.gateway.hosting.Progress;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.DataFolder;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Where content is shared within accounts only, nobody has anything from knowing what others store. */
@OnTheStack
@Needs(Capability.OWN_ENGINES)
class AccountScopeStory {
    private static final int MIB = 1 << 20;
    private static final int SIZE = 3 * 8 * MIB;

    @TempDir
    Path folder;

    @DataFolder
    Path data;

    /** The wire of the other account is so slow that a proof would be answered before all is sent. */
    @Test
    void the_same_account_sends_nothing_again_and_another_sends_all_without_being_challenged() throws Exception {
        Path source = RandomFile.of(SIZE, folder.resolve("film.bin"));
        var settings = EmbeddedStack.settings(data).with("DedupScope", "account");
        try (EmbeddedCloud cloud = EmbeddedCloud.start(settings, Progress.silent());
                Machine ann = Machine.ofSomebodyNew(cloud.gateway(), folder.resolve("ann"));
                Machine bob = Machine.ofSomebodyNew(cloud.gateway(), folder.resolve("bob"))) {
            assertThat(ann.put(source).path("bytesSent").asInt()).isEqualTo(SIZE);
            JsonNode again = ann.put(Files.copy(source, folder.resolve("copy.bin")));
            assertThat(again.path("how").asString()).isEqualTo("instant");
            assertThat(again.path("bytesSent").asInt()).isZero();

            bob.wire().slow(6 * MIB);
            JsonNode others = bob.put(source);
            bob.wire().slow(Long.MAX_VALUE);

            assertThat(others.path("how").asString()).isEqualTo("uploaded");
            assertThat(others.path("bytesSent").asInt()).isEqualTo(SIZE);
            assertThat(asked(bob, "/instant")).as("the other account asks, too").isTrue();
            assertThat(asked(bob, "/instant/proof")).isFalse();
            assertThat(bob.get("/film.bin")).isEqualTo(Files.readAllBytes(source));

            JsonNode bobsAgain = bob.put(Files.copy(source, folder.resolve("bobs.bin")));
            assertThat(bobsAgain.path("how").asString()).isEqualTo("instant");
        }
    }

    private static boolean asked(Machine machine, String question) {
        return machine.wire().exchanges().stream()
                .anyMatch(each -> each.uri().getPath().endsWith(question));
    }
}
