package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.CountAttempts;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    /** So long that no test run sees one end, but the one at midnight of every hundredth day. */
    private static final Duration WINDOW = Duration.ofDays(100);

    private final CountAttempts attempts = MYSQL.countAttempts();
    private final String subject = "someone " + World.id();

    @Test
    void every_attempt_counts_and_peeking_does_not() {
        assertThat(attempts.peek("sign-in", subject, WINDOW)).isZero();
        assertThat(attempts.count("sign-in", subject, WINDOW)).isEqualTo(1);
        assertThat(attempts.count("sign-in", subject, WINDOW)).isEqualTo(2);
        assertThat(attempts.peek("sign-in", subject, WINDOW)).isEqualTo(2);
    }

    @Test
    void kinds_subjects_and_windows_are_counted_apart() {
        attempts.count("sign-in", subject, WINDOW);

        assertThat(attempts.peek("sign-up", subject, WINDOW)).isZero();
        assertThat(attempts.peek("sign-in", subject + "!", WINDOW)).isZero();
        assertThat(attempts.peek("sign-in", subject, WINDOW.multipliedBy(2))).isZero();
    }

    @Test
    void many_at_once_are_all_counted_and_each_gets_its_own_number() {
        Set<Long> numbers = new HashSet<>(Crowd.run(60, n -> attempts.count("sign-in", subject, WINDOW)));

        assertThat(numbers).hasSize(60);
        assertThat(attempts.peek("sign-in", subject, WINDOW)).isEqualTo(60);
    }

    @Test
    void a_window_that_ended_counts_no_more() {
        attempts.count("sign-in", subject, WINDOW);
        RAW.sql("UPDATE throttle SET ends_at = ends_at - INTERVAL 100 DAY WHERE subject = ?")
                .param(hash(WINDOW))
                .update();

        assertThat(attempts.peek("sign-in", subject, WINDOW)).isZero();
        assertThat(attempts.count("sign-in", subject, WINDOW)).isEqualTo(1);
    }

    @Test
    void the_window_ends_at_the_next_whole_multiple_of_its_length() {
        attempts.count("sign-in", subject, Duration.ofHours(1));

        assertThat(RAW.sql("""
                        SELECT MINUTE(ends_at) = 0 AND SECOND(ends_at) = 0
                           AND ends_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE
                           AND ends_at <= UTC_TIMESTAMP(6) + INTERVAL 1 HOUR
                        FROM throttle WHERE subject = ?
                        """)
                        .param(hash(Duration.ofHours(1)))
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void counting_survives_only_outside_a_unit_so_it_is_refused_inside() {
        assertThatThrownBy(() -> MYSQL.unitOfWork().run(() -> attempts.count("sign-in", subject, WINDOW)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> attempts.count("sign-in", subject, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private byte[] hash(Duration window) {
        return World.digest("sign-in\0" + window.toSeconds() + "\0" + subject).bytes();
    }
}
