package io.cloudstore.functions.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.KnowPasswords;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
    private final KnowPasswords common = Passwords.common();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "PassWord1234",
                "123456789012",
                "qwertyuiop12",
                "1qaz2wsx3edc",
                "iloveyou1234",
                "aaaaaaaaaaaa",
                "correcthorsebatterystaple",
                "abcabcabcabc",
                "administrator",
                "qwertyuiopasdfghjkl"
            })
    void what_attackers_try_first_is_known(String password) {
        assertThat(common.isCommon(password)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plinth-otter-vague-9", "Zq7#pLm2vX9w", "", "mein hut der hat drei ecken"})
    void what_nobody_guesses_is_not(String password) {
        assertThat(common.isCommon(password)).isFalse();
    }

    @Test
    void the_list_has_thousands_of_entries_each_long_enough_to_matter_and_in_lower_case() throws Exception {
        List<String> list;
        try (var text = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
            list = new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
        assertThat(list).hasSizeGreaterThan(3000).doesNotHaveDuplicates().isSorted();
        assertThat(list)
                .allSatisfy(p -> assertThat(p)
                        .hasSizeGreaterThanOrEqualTo(12)
                        .isEqualTo(p.toLowerCase(java.util.Locale.ROOT))
                        .isEqualTo(p.strip()));
    }
}
