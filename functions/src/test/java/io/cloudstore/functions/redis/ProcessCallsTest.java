package io.cloudstore.functions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.functions.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessCallsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MovedClock clock = new MovedClock();
    private final ProcessCalls calls = new ProcessCalls(clock);

    @Test
    void a_window_begins_with_its_first_call_and_is_not_prolonged() {
        assertThat(calls.count("a", MINUTE)).isEqualTo(1);
        clock.move(Duration.ofSeconds(59));
        assertThat(calls.count("a", MINUTE)).isEqualTo(2);
        clock.move(Duration.ofSeconds(1));
        assertThat(calls.count("a", MINUTE)).isEqualTo(1);
    }

    @Test
    void subjects_and_windows_are_counted_apart() {
        calls.count("a", MINUTE);
        assertThat(calls.count("b", MINUTE)).isEqualTo(1);
        assertThat(calls.count("a", Duration.ofHours(1))).isEqualTo(1);
        assertThat(calls.count("a", MINUTE)).isEqualTo(2);
    }

    @Test
    void a_flood_of_subjects_forgets_the_quiet_ones_first() {
        calls.count("quiet", MINUTE);
        calls.count("busy", MINUTE);
        for (int i = 0; i < ProcessCalls.MOST_SUBJECTS - 1; i++) {
            calls.count("flood-" + i, MINUTE);
            if (i % 100 == 0) {
                calls.count("busy", MINUTE);
            }
        }
        assertThat(calls.count("busy", MINUTE)).isGreaterThan(100);
        assertThat(calls.count("quiet", MINUTE)).isEqualTo(1);
    }
}
