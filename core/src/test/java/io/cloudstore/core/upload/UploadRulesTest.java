package io.cloudstore.core.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.memory.Cloud;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When an upload expires: a week after something happened to it, four weeks after it was opened. */
class UploadRulesTest {
    private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void an_upload_expires_a_week_after_something_happened_to_it() {
        assertThat(expiry(Duration.ZERO)).isEqualTo(Duration.ofDays(7));
        assertThat(expiry(Duration.ofDays(3))).isEqualTo(Duration.ofDays(10));
    }

    @Test
    void whatever_happens_to_it_it_expires_after_four_weeks() {
        assertThat(expiry(Duration.ofDays(21))).isEqualTo(Duration.ofDays(28));
        assertThat(expiry(Duration.ofDays(21).plusNanos(1))).isEqualTo(Duration.ofDays(28));
        assertThat(expiry(Duration.ofDays(27))).isEqualTo(Duration.ofDays(28));
    }

    private static Duration expiry(Duration age) {
        return Duration.between(OPENED, Cloud.UPLOADS.life().expiry(OPENED, OPENED.plus(age)));
    }
}
