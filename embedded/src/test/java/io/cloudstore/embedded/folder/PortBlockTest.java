package io.cloudstore.embedded.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBlockTest {
    private static final OptionalInt ANY = OptionalInt.of(0);

    /** Drawn, since other builds on this machine may hold what a fixed one leads to. */
    private final long seed = new Random().nextLong();

    @TempDir
    Path folder;

    @Test
    void two_folders_that_draw_the_same_get_others_although_nobody_listens_yet() {
        try (PortBlock first = draw(seed);
                PortBlock second = draw(seed)) {
            assertThat(second.ports()).isNotEqualTo(first.ports());
            assertThat(first.ports().areFree()).isTrue();
        }
    }

    @Test
    void a_block_that_was_given_back_can_be_drawn_again() {
        Ports first = drawnAndGivenBack(seed);

        assertThat(drawnAndGivenBack(seed)).isEqualTo(first);
    }

    @Test
    void a_block_with_a_port_that_somebody_listens_on_is_not_drawn() throws Exception {
        Ports ports = drawnAndGivenBack(seed);
        try (ServerSocket somebody = new ServerSocket(ports.redis(), 1, InetAddress.ofLiteral("127.0.0.1"));
                PortBlock other = draw(seed)) {
            assertThat(somebody.isBound()).isTrue();
            assertThat(other.ports()).isNotEqualTo(ports);
        }
    }

    @Test
    void a_folder_whose_own_ports_were_taken_meanwhile_gets_others_when_any_will_do() throws Exception {
        Path file = folder.resolve("ports");
        Ports own = drawnAndGivenBack(seed);
        own.write(file);

        try (PortBlock again = PortBlock.settle(ANY, file, new Random(seed + 1));
                PortBlock second = PortBlock.settle(ANY, file, new Random(seed + 1))) {
            assertThat(again.ports()).isEqualTo(own);
            assertThat(second.ports()).isNotEqualTo(own);
        }
    }

    private static Ports drawnAndGivenBack(long seed) {
        try (PortBlock block = draw(seed)) {
            return block.ports();
        }
    }

    private static PortBlock draw(long seed) {
        return PortBlock.settle(ANY, Path.of("/nowhere/ports"), new Random(seed));
    }
}
