package io.cloudstore.core.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void half_of_a_scrub_may_differ_and_one_always() {
        var rules = new ScrubRules(1, 32, Duration.ZERO, 50);
        assertThat(rules.isTooMany(0, 0)).isFalse();
        assertThat(rules.isTooMany(1, 1)).isFalse();
        assertThat(rules.isTooMany(2, 4)).isFalse();
        assertThat(rules.isTooMany(3, 5)).isTrue();
        assertThat(rules.isTooMany(2, 2)).isTrue();
    }

    @Test
    void a_walk_may_find_its_share_wrong_and_no_more() {
        var rules = new PatrolRules(100, 1_000, Duration.ZERO, Duration.ZERO, 1);
        assertThat(rules.isTooMany(0, 0)).isFalse();
        assertThat(rules.isTooMany(1, 100)).isFalse();
        assertThat(rules.isTooMany(1, 99)).isTrue();
        assertThat(rules.isTooMany(30_000_000_000L, 3_000_000_000_000L)).isFalse();
    }
}
