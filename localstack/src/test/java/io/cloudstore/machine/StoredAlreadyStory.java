package io.cloudstore.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the cloud holds already goes over no wire again. */
@OnTheStack
class StoredAlreadyStory {
    private static final int MIB = 1 << 20;
    private static final int PART = 8 * MIB;
    private static final int PARTS = 10;
    /** What a machine may send beside the parts themselves. */
    private static final long TALK = 200_000;

    @TempDir
    Path folder;

    private Machine ann;
    private Path source;

    @BeforeEach
    void storeAFilm() throws Exception {
        ann = Machine.ofSomebodyNew(Stack.current().api(), folder.resolve("ann"));
        source = RandomFile.of(PARTS * PART, folder.resolve("film.bin"));
        assertThat(ann.put(source).path("bytesSent").asLong()).isEqualTo((long) PARTS * PART);
    }

    @AfterEach
    void cutTheWire() throws IOException {
        ann.close();
    }

    @Test
    void the_same_content_under_another_name_sends_no_byte_of_it() throws Exception {
        Path copy = Files.copy(source, folder.resolve("copy.bin"));
        long before = ann.wire().sent();
        int puts = ann.wire().takenPuts().size();

        JsonNode result = ann.put(copy);

        assertThat(result.path("how").asString()).isEqualTo("instant");
        assertThat(result.path("bytesSent").asLong()).isZero();
        assertThat(result.path("bytesReused").asLong()).isEqualTo((long) PARTS * PART);
        assertThat(ann.wire().takenPuts()).hasSize(puts);
        assertThat(ann.wire().sent() - before).isLessThan(TALK);
        assertThat(ann.get("/copy.bin")).isEqualTo(Files.readAllBytes(source));
        assertThat(ann.uploads()).isEmpty();
    }

    @Test
    void with_instant_off_every_byte_is_sent() throws Exception {
        Path copy = Files.copy(source, folder.resolve("copy.bin"));
        assertThat(ann.put(copy, "--instant=off").path("bytesSent").asLong()).isEqualTo((long) PARTS * PART);
    }

    /** The wire is so slow that the proof is answered before all is sent. */
    @Test
    void somebody_else_who_has_the_content_proves_it_and_stops_sending() throws Exception {
        try (Machine bob = Machine.ofSomebodyNew(Stack.current().api(), folder.resolve("bob"))) {
            bob.wire().slow(5 * MIB);

            JsonNode result = bob.put(Files.copy(source, folder.resolve("bob/film.bin")));

            assertThat(result.path("how").asString()).isEqualTo("proved");
            assertThat(result.path("bytesSent").asLong()).isLessThan((long) PARTS * PART);
            assertThat(result.path("bytesReused").asLong())
                    .isEqualTo((long) PARTS * PART - result.path("bytesSent").asLong());
            bob.wire().slow(Long.MAX_VALUE);
            assertThat(bob.get("/film.bin")).isEqualTo(Files.readAllBytes(source));
            assertThat(bob.uploads()).isEmpty();
        }
    }

    @Test
    void of_a_file_with_one_changed_byte_one_part_is_sent() throws Exception {
        Path edited = Files.copy(source, folder.resolve("edited.bin"));
        RandomFile.change(edited, (long) PARTS * PART / 2 + 17);
        long before = ann.wire().sent();

        JsonNode result = ann.put(edited);

        assertThat(result.path("how").asString()).isEqualTo("uploaded");
        assertThat(result.path("bytesSent").asLong()).isEqualTo(PART);
        assertThat(result.path("bytesCopied").asLong()).isEqualTo((long) (PARTS - 1) * PART);
        assertThat(ann.wire().sent() - before).isBetween((long) PART, PART + TALK);
        assertThat(ann.get("/edited.bin")).isEqualTo(Files.readAllBytes(edited));
    }

    /** Parts are cut at fixed places: what moves everything changes everything. */
    @Test
    void a_byte_that_is_inserted_at_the_start_makes_all_be_sent() throws Exception {
        byte[] bytes = Files.readAllBytes(source);
        byte[] longer = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, longer, 1, bytes.length);
        Path edited = Files.write(folder.resolve("longer.bin"), longer);
        assertThat(ann.put(edited).path("bytesSent").asLong()).isEqualTo(longer.length);
    }
}
