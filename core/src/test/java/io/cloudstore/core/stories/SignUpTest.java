package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.ACCOUNT_NAME_TAKEN;
import static io.cloudstore.protocol.problem.ProblemCode.INVALID_REQUEST;
import static io.cloudstore.protocol.problem.ProblemCode.RATE_LIMITED;
import static io.cloudstore.protocol.problem.ProblemCode.WEAK_PASSWORD;
import static io.cloudstore.protocol.problem.ProblemCode.WRONG_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudstore.core.account.AccountName;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Passwords;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making an account: which names and passwords, and how often from one address. */
class SignUpTest extends Story {
    private static final String ADDRESS = "192.0.2.7";
    private static final AccountName CAROL = new AccountName("carol-the-third");

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "eleven char", "🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑", Passwords.COMMON, "Carol-The-Third"})
    void a_password_too_short_too_common_or_equal_to_the_name_is_weak(String password) {
        refused(WEAK_PASSWORD, () -> server.signUp.signUp(CAROL, password, ADDRESS));
    }

    @Test
    void a_password_has_twelve_to_256_characters_however_many_bytes_they_take() {
        refused(WEAK_PASSWORD, () -> server.signUp.signUp(CAROL, "🔑".repeat(257), ADDRESS));
        server.signUp.signUp(CAROL, "🔑".repeat(256), ADDRESS);
        server.signUp.signUp(new AccountName("dora"), "🔑".repeat(12), ADDRESS);
    }

    /** CVE-2025-22228: nothing of a password is ignored. */
    @Test
    void passwords_that_differ_only_after_72_bytes_are_two() {
        String password = "x".repeat(72);
        server.signUp.signUp(CAROL, password + "a", ADDRESS);
        refused(WRONG_CREDENTIALS, () -> server.signIn.signIn(CAROL.value(), password + "b", "phone", ADDRESS));
    }

    @Test
    void no_rule_of_composition_applies() {
        assertThatCode(() -> server.signUp.signUp(CAROL, "all lower case words", ADDRESS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "with space", "naïve", "a/b", "semi;colon", "new\nline", "a@b.c"})
    void a_name_is_of_letters_digits_dots_underscores_and_dashes(String name) {
        refused(INVALID_REQUEST, () -> new AccountName(name));
    }

    @Test
    void a_name_has_three_to_sixty_four_characters() {
        refused(INVALID_REQUEST, () -> new AccountName("a".repeat(65)));
        assertThat(new AccountName("a".repeat(64)).value()).hasSize(64);
        assertThat(new AccountName("a.-_9").value()).isEqualTo("a.-_9");
    }

    @Test
    void an_address_makes_twenty_accounts_an_hour_taken_names_included() {
        for (int i = 0; i < 10; i++) {
            server.signUp.signUp(new AccountName("name-" + i), "correct horse battery", ADDRESS);
            refused(
                    ACCOUNT_NAME_TAKEN,
                    () -> server.signUp.signUp(new AccountName("ann"), "correct horse battery", ADDRESS));
        }
        refused(RATE_LIMITED, () -> server.signUp.signUp(CAROL, "correct horse battery", ADDRESS));
        server.signUp.signUp(CAROL, "correct horse battery", "198.51.100.1");
        cloud.clock.pass(Duration.ofHours(1));
        server.signUp.signUp(new AccountName("dora"), "correct horse battery", ADDRESS);
    }

    @Test
    void a_new_account_has_the_quota_of_the_rules() {
        assertThat(server.signUp.signUp(CAROL, "correct horse battery", ADDRESS).quotaBytes())
                .isEqualTo(Cloud.SIGN_INS.quotaBytes());
    }
}
