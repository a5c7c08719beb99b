package io.cloudstore.core.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A second, doubled with each attempt, at most an hour, however many attempts. */
class BackOffTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "5, 32", "11, 2048", "12, 3600", "13, 3600", "64, 3600", "2147483647, 3600"})
    void doubles_up_to_an_hour(int attempts, long seconds) {
        assertThat(after(attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 11, 12, 63, 64, 65})
    void never_shrinks(int attempts) {
        assertThat(after(attempts + 1)).isGreaterThanOrEqualTo(after(attempts));
    }

    @Test
    void a_first_failure_does_not_wait_long() {
        assertThat(after(0)).isLessThan(Duration.ofSeconds(2));
    }

    private static Duration after(int attempts) {
        return BackOff.after(new Lease(new JobId(JobKind.MERGE, new UUID(0, 1)), 1, attempts, ""));
    }
}
