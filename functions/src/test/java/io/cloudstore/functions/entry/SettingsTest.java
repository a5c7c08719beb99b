package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.core.blob.DedupPolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings with(String value) {
        return new Settings(Map.of("NAME", value));
    }

    private static void refused(Runnable reading) {
        assertThatIllegalArgumentException().isThrownBy(reading::run).withMessageContaining("NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void what_is_empty_is_missing(String nothing) {
        assertThat(with(nothing).optional("NAME")).isEmpty();
        assertThat(with(nothing).optionalUri("NAME")).isEmpty();
        refused(() -> with(nothing).text("NAME"));
        refused(() -> with(nothing).count("NAME"));
        refused(() -> new Settings(Map.of()).text("NAME"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1.5", "1e3", "0x10", "9223372036854775808", "-1", "1 "})
    void a_number_is_written_in_digits_and_is_not_too_small(String wrong) {
        refused(() -> with(wrong).number("NAME", 0));
        assertThat(with("0").number("NAME", 0)).isZero();
        assertThat(with("9223372036854775807").number("NAME", 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_count_is_one_or_more_and_a_huge_one_is_the_most_that_there_is() {
        assertThat(with("1").count("NAME")).isEqualTo(1);
        assertThat(with("2147483648").count("NAME")).isEqualTo(Integer.MAX_VALUE);
        refused(() -> with("0").count("NAME"));
    }

    @Test
    void a_span_is_in_seconds() {
        assertThat(with("90").seconds("NAME")).isEqualTo(Duration.ofSeconds(90));
        refused(() -> with("-90").seconds("NAME"));
        refused(() -> with("90s").seconds("NAME"));
    }

    @Test
    void a_word_is_one_of_the_words_in_any_case() {
        assertThat(with("everyone").word("NAME", DedupPolicy.Scope.class)).isEqualTo(DedupPolicy.Scope.EVERYONE);
        assertThat(with("ACCOUNT").word("NAME", DedupPolicy.Scope.class)).isEqualTo(DedupPolicy.Scope.ACCOUNT);
        refused(() -> with("nobody").word("NAME", DedupPolicy.Scope.class));
    }

    @Test
    void an_address_is_a_uri() {
        assertThat(with("http://127.0.0.1:9000").optionalUri("NAME")).isPresent();
        refused(() -> with("http://not a uri").optionalUri("NAME"));
    }
}
