package io.cloudstore.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTest {
    private static final long SECOND = 1_000_000_000L;

    private final Speed speed = new Speed(0);

    @Test
    void a_steady_speed_is_told_from_the_first_sample_on() {
        for (int i = 1; i <= 100; i++) {
            speed.sample(i * SECOND / 10, i * 100L);
            assertThat(speed.bytesPerSecond()).isCloseTo(1_000, within(1.0));
        }
    }

    @Test
    void after_three_seconds_an_old_speed_counts_half() {
        for (int i = 1; i <= 600; i++) {
            speed.sample(i * SECOND / 10, i * 100L);
        }
        for (int i = 1; i <= 30; i++) {
            speed.sample(60 * SECOND + i * SECOND / 10, 60_000);
        }
        assertThat(speed.bytesPerSecond()).isCloseTo(500, within(5.0));
    }

    @Test
    void time_left_is_hidden_while_the_speed_settles() {
        speed.sample(2 * SECOND, 100);
        assertThat(speed.timeLeft(10_000)).isEmpty();
        speed.sample(3 * SECOND, 150);
        assertThat(speed.timeLeft(10_000)).contains(Duration.ofSeconds(200));
    }

    @Test
    void time_left_is_hidden_for_what_is_done_within_five_seconds() {
        speed.sample(3 * SECOND, 3_000);
        assertThat(speed.timeLeft(1_500)).isEmpty();
        assertThat(speed.timeLeft(2_500)).isPresent();
    }

    @Test
    void nothing_that_moves_nothing_has_an_end() {
        for (int i = 1; i <= 1_000; i++) {
            speed.sample(i * SECOND, 0);
            assertThat(speed.timeLeft(1_000)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20261124, 1, 2, 3})
    void whatever_happens_speed_and_time_are_finite_and_not_negative(long seed) {
        Random random = new Random(seed);
        long now = 0;
        long bytes = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextLong(SECOND);
            bytes = Math.max(0, bytes + random.nextLong(-1_000_000, 10_000_000));
            speed.sample(random.nextInt(10) == 0 ? now - SECOND : now, bytes);
            assertThat(speed.bytesPerSecond()).isFinite().isNotNegative();
            speed.timeLeft(random.nextLong(1L << 50))
                    .ifPresent(left -> assertThat(left).isBetween(Duration.ZERO, Duration.ofHours(101)));
        }
    }
}
