package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An upload begins on one machine, which dies, and is finished on another. */
@OnTheStack
class TwoMachinesStory {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int PARTS = 10;
    private static final int ARRIVE = 3;

    @TempDir
    Path folder;

    private Machine desk;
    private Machine laptop;

    @BeforeEach
    void signIn() throws Exception {
        desk = Machine.ofSomebodyNew(Stack.current().api(), folder.resolve("desk"));
        laptop = desk.another(folder.resolve("laptop"));
    }

    @AfterEach
    void cutTheWires() throws IOException {
        desk.close();
        laptop.close();
    }

    @Test
    void the_other_machine_finds_the_upload_and_sends_what_is_missing() throws Exception {
        Path source = RandomFile.of(PARTS * PART, folder.resolve("film.bin"));
        int missing = PARTS - leaveHalfDone(source);
        Path copy = Files.copy(source, folder.resolve("laptop/film.bin"));

        JsonNode result = laptop.put(copy);

        assertThat(result.path("how").asString()).isEqualTo("resumed");
        assertThat(result.path("bytesSent").asLong()).isLessThanOrEqualTo((long) missing * PART);
        assertThat(result.path("bytesHeld").asLong()).isGreaterThanOrEqualTo((long) ARRIVE * PART);
        assertThat(laptop.wire().takenPuts()).hasSizeLessThanOrEqualTo(missing);
        assertThat(laptop.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
        assertThat(laptop.uploads()).isEmpty();
    }

    @Test
    void an_open_upload_says_until_when_it_is_kept() throws Exception {
        leaveHalfDone(RandomFile.of(PARTS * PART, folder.resolve("film.bin")));
        Instant until =
                Instant.parse(laptop.uploads().getFirst().path("expiresAt").asString());
        assertThat(Duration.between(Instant.now(), until)).isBetween(Duration.ofHours(167), Duration.ofHours(169));
    }

    @Test
    void a_file_that_changed_after_its_first_part_becomes_the_changed_one_and_no_mixture() throws Exception {
        Path source = RandomFile.of(PARTS * PART, folder.resolve("film.bin"));
        leaveHalfDone(source);
        Path edited = Files.copy(source, folder.resolve("laptop/film.bin"));
        RandomFile.change(edited, PART + 5);

        JsonNode result = laptop.put(edited);

        assertThat(result.path("how").asString()).isEqualTo("resumed");
        assertThat(laptop.get("/film.bin")).isEqualTo(Files.readAllBytes(edited));

        JsonNode original = desk.put(source);
        assertThat(desk.get(original.path("path").asString())).isEqualTo(Files.readAllBytes(source));
    }

    @Test
    void another_file_of_the_same_name_and_size_begins_its_own_upload_and_leaves_the_other_alone() throws Exception {
        Path source = RandomFile.of(PARTS * PART, folder.resolve("film.bin"));
        leaveHalfDone(source);
        String left = laptop.uploads().getFirst().path("uploadId").asString();
        Path other = RandomFile.of(PARTS * PART, folder.resolve("laptop/film.bin"));

        JsonNode result = laptop.put(other);

        assertThat(result.path("how").asString()).isEqualTo("uploaded");
        assertThat(laptop.get(result.path("path").asString())).isEqualTo(Files.readAllBytes(other));
        assertThat(laptop.uploads())
                .extracting(upload -> upload.path("uploadId").asString())
                .isEqualTo(List.of(left));

        JsonNode original = desk.put(source);
        assertThat(original.path("how").asString()).isEqualTo("resumed");
        assertThat(desk.get(original.path("path").asString())).isEqualTo(Files.readAllBytes(source));
    }

    /** The desk's machine is killed when some parts have arrived; returns how many. */
    private int leaveHalfDone(Path source) throws Exception {
        desk.wire().slow(20 * MIB).slowAfter(ARRIVE, MIB / 4);
        Process put = desk.beginToPut(source);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> desk.wire().takenPuts().size() >= ARRIVE);
        put.destroyForcibly().waitFor();
        int arrived = desk.wire().takenPuts().size();
        assertThat(arrived).isLessThan(PARTS);
        desk.wire().slow(Long.MAX_VALUE);
        return arrived;
    }
}
