package io.cloudstore.functions.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.work.Draw;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SystemDrawTest {
    /** Bytes compared as unsigned numbers, as MySQL orders {@code BINARY(16)}. */
    private static final Comparator<UUID> IN_BYTE_ORDER = Comparator.<UUID, String>comparing(UUID::toString);

    private final Draw draw = Drawing.fromSystem();

    @Test
    void ids_are_uuid_v7_in_the_order_in_which_they_were_drawn() {
        List<UUID> ids = Stream.generate(draw::id).limit(10_000).toList();
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
        assertThat(ids).isSortedAccordingTo(IN_BYTE_ORDER).doesNotHaveDuplicates();
        long age = System.currentTimeMillis() - (ids.getLast().getMostSignificantBits() >>> 16);
        assertThat(age).isBetween(-1000L, 60_000L);
    }

    @Test
    void all_128_bits_of_a_key_vary() {
        long everSet1 = 0;
        long everSet2 = 0;
        long everClear1 = 0;
        long everClear2 = 0;
        for (int i = 0; i < 200; i++) {
            UUID key = draw.key();
            everSet1 |= key.getMostSignificantBits();
            everSet2 |= key.getLeastSignificantBits();
            everClear1 |= ~key.getMostSignificantBits();
            everClear2 |= ~key.getLeastSignificantBits();
        }
        assertThat(List.of(everSet1, everSet2, everClear1, everClear2)).containsOnly(-1L);
    }

    @Test
    void secrets_have_the_length_asked_for_and_never_repeat() {
        assertThat(draw.secret(32)).hasSize(32).isNotEqualTo(draw.secret(32));
        assertThat(draw.secret(0)).isEmpty();
    }
}
