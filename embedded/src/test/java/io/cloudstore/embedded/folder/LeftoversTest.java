package io.cloudstore.embedded.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudstore.embedded.folder.EngineLedger.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path parent;

    private Path root;

    @BeforeEach
    void aFolderThatWasUsedBefore() {
        root = parent.resolve("data");
        DataFolder.open(root, OptionalInt.of(0)).close();
    }

    @AfterEach
    void endWhatIsLeft() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void an_engine_of_a_killed_owner_is_ended_before_a_start() throws Exception {
        Process engine = programWith(argument());
        write(new Entry("mysql", engine.pid(), startOf(engine), argument()));

        openAndClose();

        assertThat(engine.isAlive()).isFalse();
        assertThat(new EngineLedger(root.resolve("engines")).entries()).isEmpty();
    }

    @Test
    void a_stranger_that_got_the_same_process_id_later_is_left_alone() throws Exception {
        Process stranger = programWith(argument());
        write(new Entry("mysql", stranger.pid(), startOf(stranger).minusSeconds(3_600), argument()));

        openAndClose();

        assertThat(stranger.isAlive()).isTrue();
    }

    @Test
    void a_program_of_another_data_folder_is_left_alone() throws Exception {
        Process other = programWith("--datadir=" + parent.resolve("elsewhere"));
        write(new Entry("mysql", other.pid(), startOf(other), argument()));

        openAndClose();

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void an_engine_whose_owner_died_before_noting_its_process_id_is_found_by_its_data_folder() throws Exception {
        Instant before = Instant.now();
        Process engine = programWith(argument());
        Process other = programWith("--datadir=" + parent.resolve("elsewhere"));
        write(new Entry("mysql", EngineLedger.STARTING, before, argument()));

        openAndClose();

        assertThat(engine.isAlive()).isFalse();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void a_process_that_is_gone_is_no_hindrance() throws Exception {
        Process engine = programWith(argument());
        write(new Entry("mysql", engine.pid(), startOf(engine), argument()));
        engine.destroyForcibly().waitFor();

        openAndClose();
    }

    @Test
    void closing_the_folder_ends_what_was_started_in_it() throws Exception {
        EngineProcess process;
        try (DataFolder folder = DataFolder.open(root, OptionalInt.of(0))) {
            process = folder.processes()
                    .start("mysql", command(argument()), argument(), folder.mysql(), folder.log("mysql"));
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(Files.readString(root.resolve("engines"))).isEmpty();
    }

    private void openAndClose() {
        DataFolder.open(root, OptionalInt.of(0)).close();
    }

    private void write(Entry entry) throws Exception {
        new EngineLedger(root.resolve("engines")).put(entry);
    }

    private String argument() throws Exception {
        return "--datadir=" + root.toRealPath().resolve("mysql/data");
    }

    /** A process that does nothing until its input ends, with an argument that it doesn't look at. */
    private Process programWith(String argument) throws Exception {
        Process process = new ProcessBuilder(command(argument)).start();
        started.add(process);
        // Between fork and exec its command line is still the parent's.
        await().until(() -> process.toHandle()
                .info()
                .arguments()
                .filter(arguments -> List.of(arguments).contains(argument))
                .isPresent());
        return process;
    }

    private static List<String> command(String argument) {
        return List.of("/bin/sh", "-c", "while :; do sleep 1; done", argument);
    }

    private static Instant startOf(Process process) {
        return process.info().startInstant().orElseThrow();
    }
}
