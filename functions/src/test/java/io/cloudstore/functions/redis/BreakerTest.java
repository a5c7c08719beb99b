package io.cloudstore.functions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.functions.MovedClock;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final MovedClock clock = new MovedClock();
    private final Breaker breaker = new Breaker(clock);

    @Test
    void after_a_pause_one_caller_tries_and_the_others_wait_for_the_next() {
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.failed()).as("first failure").isTrue();
        assertThat(breaker.failed()).as("one more").isFalse();
        assertThat(breaker.allows()).isFalse();
        clock.move(Breaker.PAUSE);
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
        breaker.succeeded();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
    }
}
