package io.cloudstore.functions.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.core.account.HashPassword;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class Argon2PasswordTest {
    private final HashPassword passwords = Passwords.argon2(2);

    @Test
    void a_hash_is_a_phc_string_of_owasps_parameters_and_matches_its_password_only() {
        String hash = passwords.hash("a fairly good password");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("a fairly good password", hash)).isTrue();
        assertThat(passwords.matches("A fairly good password", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void the_same_password_is_hashed_with_another_salt_each_time() {
        assertThat(passwords.hash("a fairly good password")).isNotEqualTo(passwords.hash("a fairly good password"));
    }

    @Test
    void passwords_that_differ_only_after_byte_72_differ() {
        String long72 = "0123456789".repeat(7) + "ab";
        String hash = passwords.hash(long72 + "c");
        assertThat(passwords.matches(long72 + "d", hash)).isFalse();
        assertThat(passwords.matches(long72, hash)).isFalse();
        String emoji = "😀".repeat(64);
        assertThat(passwords.matches(emoji.substring(0, emoji.length() - 2) + "😁", passwords.hash(emoji)))
                .isFalse();
    }

    @Test
    void any_text_is_a_password_even_a_lone_surrogate() {
        String strange = "\ud800 twelve characters \u0000";
        assertThat(passwords.matches(strange, passwords.hash(strange))).isTrue();
    }

    @Test
    void a_hash_of_weaker_parameters_still_matches_and_is_outdated() {
        String weak = new Argon2PasswordEncoder(16, 32, 1, 4096, 1).encode("a fairly good password");
        assertThat(passwords.matches("a fairly good password", weak)).isTrue();
        assertThat(passwords.isOutdated(weak)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash("a fairly good password")))
                .isFalse();
    }

    @Test
    void a_broken_hash_matches_nothing() {
        for (String broken :
                new String[] {"", "x", "$argon2id$v=19$m=19456,t=2,p=1$", "$2a$10$abcdefghijklmnopqrstuv"}) {
            assertThat(passwords.matches("a fairly good password", broken)).isFalse();
        }
    }

    @Test
    void a_burst_of_sign_ins_is_worked_off_by_turns() throws Exception {
        String hash = passwords.hash("a fairly good password");
        var results = new ArrayList<Future<Boolean>>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                results.add(people.submit(() -> passwords.matches("a fairly good password", hash)));
            }
        }
        assertThat(List.copyOf(results))
                .allSatisfy(result -> assertThat(result.get()).isTrue());
    }

    @Test
    void no_turns_at_all_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> Passwords.argon2(0));
    }
}
