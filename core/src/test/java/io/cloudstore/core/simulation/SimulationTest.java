package io.cloudstore.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Many schedules. A failure names its seed: {@code -Dcloudstore.seed=N -Dcloudstore.schedules=1} plays it again. More of
 * them with {@code -Dcloudstore.schedules=N}.
 */
class SimulationTest {
    private static final int SCHEDULES = Integer.getInteger("cloudstore.schedules", 300);
    private static final long FIRST_SEED = Long.getLong("cloudstore.seed", 1);

    @Test
    void whatever_the_schedule_all_ends_well() {
        int acknowledged = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
            var schedule = new Schedule(seed);
            try {
                schedule.play();
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ":\n" + String.join("\n", schedule.log()), failure);
            }
            acknowledged += schedule.acknowledged();
        }
        assertThat(acknowledged).as("files that people were told of").isGreaterThan(SCHEDULES / 2);
    }

    @Test
    void the_same_seed_plays_the_same_schedule() {
        var one = new Schedule(4);
        var other = new Schedule(4);
        one.play();
        other.play();
        assertThat(other.log()).isEqualTo(one.log());
    }
}
