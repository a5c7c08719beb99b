package io.cloudstore.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.client.progress.Progress.Phase;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTextTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MIB = 1 << 20;

    private final Speed speed = new Speed(0);

    @Test
    void a_line_tells_name_percent_bytes_speed_and_time_left() {
        speed.sample(10 * SECOND, 100 * MIB);
        Meter meter = new Meter("", 1, 400 * MIB);
        meter.watch("big.iso").moved(100 * MIB);
        assertThat(ProgressText.line(meter.read(), speed, 100))
                .isEqualTo("big.iso  [#####...............]  25 %  100.0 MiB of 400.0 MiB  10.0 MiB/s  ETA 30 s");
        assertThat(ProgressText.plain(meter.read(), speed))
                .isEqualTo("big.iso: 25 %, 100.0 MiB of 400.0 MiB, 10.0 MiB/s, ETA 30 s");
    }

    @Test
    void checking_shows_how_far_hashing_is() {
        Meter meter = new Meter("", 1, 400);
        meter.watch("a").phase(Phase.CHECKING);
        meter.watch("a").hashed(168);
        assertThat(ProgressText.plain(meter.read(), speed)).contains("Checking 42 %");
    }

    @Test
    void several_files_are_counted() {
        Meter meter = new Meter("", 3, 300);
        meter.watch("a").moved(100);
        meter.ended(0);
        meter.watch("b").reused(100);
        assertThat(ProgressText.plain(meter.read(), speed)).startsWith("1/3 b: 66 %");
    }

    @Test
    void a_retry_is_told() {
        Meter meter = new Meter("", 1, 300);
        meter.watch("a").retrying("503 SlowDown", Duration.ofSeconds(2));
        assertThat(ProgressText.plain(meter.read(), speed)).contains("trying again in 2.0 s (503 SlowDown)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 40, 60, 80, 200})
    void a_line_is_never_wider_than_the_terminal(int columns) {
        speed.sample(10 * SECOND, 100 * MIB);
        Meter meter = new Meter("", 100, 400 * MIB);
        meter.watch("a name that is rather long, in a folder whose name is no shorter, 报告.pdf")
                .moved(MIB);
        assertThat(ProgressText.line(meter.read(), speed, columns)).hasSizeLessThan(Math.max(1, columns));
    }

    @Test
    void nothing_at_all_is_complete() {
        assertThat(ProgressText.plain(new Meter("", 1, 0).read(), speed)).contains("100 %");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1048575, 1.0 MiB",
        "20971520, 20.0 MiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytes_are_told_in_the_unit_that_fits(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "840, 0.8 s",
        "9949, 9.9 s",
        "12400, 12 s",
        "59600, 1:00",
        "187000, 3:07",
        "3729000, 1:02:09"
    })
    void times_are_told_as_people_do(long millis, String words) {
        assertThat(Words.time(Duration.ofMillis(millis))).isEqualTo(words);
    }

    @Test
    void a_file_whose_name_begins_with_a_dash_is_no_option() {
        assertThat(Words.localPath("-a b")).isEqualTo("'./-a b'");
        assertThat(Words.localPath("a -b")).isEqualTo("'a -b'");
    }

    @Test
    void names_cannot_steer_the_terminal() {
        assertThat(Words.shown("a\u001b[2Jb\n\u202Ec 报告")).isEqualTo("a\\u001b[2Jb\\u000a\\u202ec 报告");
    }
}
