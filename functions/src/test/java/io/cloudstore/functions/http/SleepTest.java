package io.cloudstore.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SleepTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private final Sleep sleep = new Sleep(CLOCK);

    @Test
    void it_lasts_until_the_moment_and_not_less() {
        Instant moment = CLOCK.instant().plusMillis(30);
        sleep.until(moment);
        assertThat(CLOCK.instant()).isAfterOrEqualTo(moment);
    }

    @Test
    void for_a_moment_that_is_past_nobody_waits() {
        long begin = System.nanoTime();
        sleep.until(Instant.EPOCH);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whoever_is_asked_to_stop_waits_no_longer_and_remembers_it() {
        Thread.currentThread().interrupt();
        sleep.until(CLOCK.instant().plusSeconds(60));
        assertThat(Thread.interrupted()).isTrue();
    }
}
