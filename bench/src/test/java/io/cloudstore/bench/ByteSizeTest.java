package io.cloudstore.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({"1GiB, 1073741824, 1 GiB", "64MiB, 67108864, 64 MiB", "3KiB, 3072, 3 KiB", "1024MiB, 1073741824, 1 GiB"
    })
    void sizes_are_read_and_written_in_binary_units(String text, long bytes, String written) {
        assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
        assertThat(ByteSize.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0MiB", "-1GiB", "1GB", "1 GiB", "99999999999GiB"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
