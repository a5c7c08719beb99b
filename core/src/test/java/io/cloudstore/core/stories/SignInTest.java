package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.ACCOUNT_NAME_TAKEN;
import static io.cloudstore.protocol.problem.ProblemCode.RATE_LIMITED;
import static io.cloudstore.protocol.problem.ProblemCode.REFRESH_REFUSED;
import static io.cloudstore.protocol.problem.ProblemCode.SESSION_ENDED;
import static io.cloudstore.protocol.problem.ProblemCode.SIGN_IN_REQUIRED;
import static io.cloudstore.protocol.problem.ProblemCode.TOO_MANY_FAILURES;
import static io.cloudstore.protocol.problem.ProblemCode.WRONG_CREDENTIALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountName;
import io.cloudstore.core.account.SignedIn;
import io.cloudstore.core.admission.Caller;
import io.cloudstore.core.admission.ReadToken.Claims;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Passwords;
import io.cloudstore.core.memory.Tables.AccountRow;
import io.cloudstore.core.memory.Tables.SessionRow;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signing in, refreshing, signing out; what is stolen, guessed or too frequent is refused. */
class SignInTest extends Story {
    private static final String ADDRESS = "192.0.2.7";
    private static final String PASSWORD = "a password of ann";

    @Test
    void the_right_password_begins_a_session_whatever_the_names_case() {
        SignedIn session = signIn("ANN", PASSWORD);
        assertThat(session.account().id()).isEqualTo(ann.account);
        assertThat(session.expiresAt()).isEqualTo(cloud.clock.instant().plus(Cloud.SIGN_INS.accessLife()));
        assertThat(server.admit.admit(claims(session)).account()).isEqualTo(ann.account);
        assertThat(session.toString()).doesNotContain(session.accessToken(), session.refreshToken());
    }

    @Test
    void a_wrong_password_and_a_name_that_is_not_there_get_the_same_answer_for_the_same_work() {
        ProblemException wrong = refused(WRONG_CREDENTIALS, () -> signIn("ann", "not her password"));
        ProblemException unknown = refused(WRONG_CREDENTIALS, () -> signIn("nobody", "not her password"));
        assertThat(unknown.detail()).isEqualTo(wrong.detail());
        assertThat(cloud.passwords.compared()).hasSize(2);
    }

    @Test
    void the_decoy_opens_no_account() {
        refused(WRONG_CREDENTIALS, () -> signIn("nobody", "a password that opens no account"));
    }

    @Test
    void after_twenty_failures_a_name_is_refused_for_the_hour_even_with_the_right_password() {
        for (int i = 0; i < 20; i++) {
            refused(WRONG_CREDENTIALS, () -> signIn("ann", "wrong"));
            cloud.clock.pass(Duration.ofMinutes(2));
        }
        assertThat(refused(TOO_MANY_FAILURES, () -> signIn("Ann", PASSWORD)).retryAfterSeconds())
                .isEqualTo(3600);
        assertThat(cloud.passwords.compared()).hasSize(20);
        cloud.clock.pass(Duration.ofHours(1));
        signIn("ann", PASSWORD);
    }

    /** A database may take "ann" and "ann " for one name: whoever adds spaces must not get a count of their own. */
    @Test
    void a_text_that_is_no_name_signs_nobody_in() {
        refused(WRONG_CREDENTIALS, () -> signIn("ann ", PASSWORD));
        refused(WRONG_CREDENTIALS, () -> signIn(" ann", PASSWORD));
        refused(WRONG_CREDENTIALS, () -> signIn("", PASSWORD));
    }

    @Test
    void names_that_do_not_exist_are_counted_too() {
        for (int i = 0; i < 20; i++) {
            refused(WRONG_CREDENTIALS, () -> signIn("nobody", "wrong"));
            cloud.clock.pass(Duration.ofMinutes(2));
        }
        refused(TOO_MANY_FAILURES, () -> signIn("nobody", "wrong"));
    }

    @Test
    void after_thirty_failures_in_a_minute_an_address_is_refused_whatever_the_name() {
        for (int i = 0; i < 30; i++) {
            String name = "name-" + i;
            refused(WRONG_CREDENTIALS, () -> signIn(name, "wrong"));
        }
        refused(TOO_MANY_FAILURES, () -> signIn("ann", PASSWORD));
        server.signIn.signIn("ann", PASSWORD, "phone", "198.51.100.1");
        cloud.clock.pass(Duration.ofMinutes(1));
        signIn("ann", PASSWORD);
    }

    @Test
    void sixty_sign_ins_an_hour_are_enough_even_good_ones() {
        for (int i = 0; i < 60; i++) {
            signIn("ann", PASSWORD);
        }
        refused(RATE_LIMITED, () -> signIn("ann", PASSWORD));
        server.signIn.signIn("bob", "a password of bob", "phone", ADDRESS);
    }

    @Test
    void an_outdated_hash_is_renewed_at_sign_in() {
        cloud.database.run(() -> cloud.database.read(tables -> tables.accounts.computeIfPresent(
                ann.account,
                (id, row) -> new AccountRow(
                        row.account(), Passwords.outdated(PASSWORD), row.writeSeq(), row.trashEmptiedAt()))));
        signIn("ann", PASSWORD);
        assertThat(cloud.database.<String>read(
                        tables -> tables.accounts.get(ann.account).passwordHash()))
                .isEqualTo(cloud.passwords.hash(PASSWORD));
        signIn("ann", PASSWORD);
    }

    @Test
    void a_refresh_token_is_exchanged_for_its_successor() {
        SignedIn first = signIn("ann", PASSWORD);
        cloud.clock.pass(Duration.ofMinutes(20));
        SignedIn second = server.refresh.refresh(first.refreshToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(second.account().id()).isEqualTo(ann.account);
        server.admit.admit(claims(second));
        server.refresh.refresh(second.refreshToken());
    }

    /** The answer was lost: the client has only the old token, and asks again at once. */
    @Test
    void a_used_token_is_good_for_ten_more_seconds() {
        SignedIn first = signIn("ann", PASSWORD);
        server.refresh.refresh(first.refreshToken());
        cloud.clock.pass(Duration.ofSeconds(10));
        SignedIn again = server.refresh.refresh(first.refreshToken());
        cloud.clock.pass(Duration.ofMinutes(1));
        server.refresh.refresh(again.refreshToken());
    }

    @Test
    void a_used_token_that_comes_later_ends_the_whole_session() {
        SignedIn first = signIn("ann", PASSWORD);
        SignedIn other = signIn("ann", PASSWORD);
        SignedIn second = server.refresh.refresh(first.refreshToken());
        cloud.clock.pass(Duration.ofSeconds(11));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh(first.refreshToken()));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh(second.refreshToken()));
        refused(SESSION_ENDED, () -> server.admit.admit(claims(second)));
        server.admit.admit(claims(other));
    }

    /** Retries within the grace don't prolong it: it counts from the first use. */
    @Test
    void the_grace_counts_from_the_first_use() {
        SignedIn first = signIn("ann", PASSWORD);
        server.refresh.refresh(first.refreshToken());
        cloud.clock.pass(Duration.ofSeconds(8));
        server.refresh.refresh(first.refreshToken());
        cloud.clock.pass(Duration.ofSeconds(8));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh(first.refreshToken()));
    }

    @Test
    void a_refresh_token_ends_after_thirty_days_and_one_never_issued_is_refused() {
        SignedIn session = signIn("ann", PASSWORD);
        cloud.clock.pass(Duration.ofDays(30));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh(session.refreshToken()));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh("made up"));
    }

    @Test
    void only_hashes_of_refresh_tokens_are_kept() {
        SignedIn session = signIn("ann", PASSWORD);
        assertThat(cloud.database.<String>read(tables -> tables.tokens + " " + tables.sessions))
                .doesNotContain(session.refreshToken());
    }

    @Test
    void signing_out_ends_the_session_at_once_though_its_access_token_still_runs() {
        SignedIn session = signIn("ann", PASSWORD);
        Caller caller = server.admit.admit(claims(session));
        server.signOut.signOut(caller.session());
        server.signOut.signOut(caller.session());
        refused(SESSION_ENDED, () -> server.admit.admit(claims(session)));
        refused(REFRESH_REFUSED, () -> server.refresh.refresh(session.refreshToken()));
    }

    @Test
    void an_expired_access_token_is_not_admitted_however_old_the_authorizers_verdict() {
        Claims claims = claims(signIn("ann", PASSWORD));
        cloud.clock.pass(Duration.ofMinutes(15));
        refused(SIGN_IN_REQUIRED, () -> server.admit.admit(claims));
    }

    @Test
    void a_session_does_not_open_another_account() {
        Claims anns = claims(signIn("ann", PASSWORD));
        refused(SESSION_ENDED, () -> server.admit.admit(new Claims(bob.account, anns.session(), anns.expiresAt())));
    }

    @Test
    void an_account_makes_six_hundred_calls_a_minute_and_no_more() {
        Claims claims = claims(signIn("ann", PASSWORD));
        for (int i = 0; i < 600; i++) {
            server.admit.admit(claims);
        }
        assertThat(refused(RATE_LIMITED, () -> server.admit.admit(claims)).retryAfterSeconds())
                .isEqualTo(60);
        cloud.clock.pass(Duration.ofMinutes(1));
        server.admit.admit(claims);
    }

    @Test
    void a_devices_name_is_shortened_without_cutting_a_character() {
        server.signIn.signIn("ann", PASSWORD, "📱".repeat(200), ADDRESS);
        List<String> devices = cloud.database.read(tables ->
                tables.sessions.values().stream().map(SessionRow::device).toList());
        assertThat(devices).containsExactly("📱".repeat(128));
    }

    @Test
    void a_new_account_has_a_root_folder_and_its_name_is_taken_in_any_case() {
        var carol = server.signUp.signUp(new AccountName("Carol"), "correct horse battery", ADDRESS);
        assertThat(server.browse.at(carol.id(), List.of())).isNotNull();
        refused(
                ACCOUNT_NAME_TAKEN,
                () -> server.signUp.signUp(new AccountName("cAROL"), "correct horse battery", ADDRESS));
        signIn("carol", "correct horse battery");
    }

    private SignedIn signIn(String name, String password) {
        return server.signIn.signIn(name, password, "phone", ADDRESS);
    }

    private Claims claims(SignedIn session) {
        return cloud.tokens.read(session.accessToken(), cloud.clock.instant()).orElseThrow();
    }
}
