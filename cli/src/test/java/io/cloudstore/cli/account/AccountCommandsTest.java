package io.cloudstore.cli.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class AccountCommandsTest extends WithShell {
    @Test
    void signing_up_signs_in_and_signing_out_ends_it() {
        assertThat(shell.run("signup", "ann", "--password-stdin", Shell.PASSWORD)
                        .exitCode())
                .isZero();
        assertThat(shell.run("whoami").out())
                .startsWith("ann at " + cloud.url())
                .contains("0 B of 100.0 GiB used");
        assertThat(shell.run("logout").exitCode()).isZero();
        assertThat(shell.run("whoami").exitCode()).isEqualTo(3);
        assertThat(shell.run("logout").exitCode()).isZero();
        assertThat(shell.run("login", "ann", "--password-stdin", Shell.PASSWORD).exitCode())
                .isZero();
        assertThat(shell.run("whoami").exitCode()).isZero();
    }

    @Test
    void the_session_is_in_a_file_that_only_its_owner_reads() throws Exception {
        shell.signedUp();
        Path sessions = home.resolve(".config/cloudstore/sessions");
        String name = URLEncoder.encode(cloud.url().toString(), StandardCharsets.UTF_8) + ".json";
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions.resolve(name))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions)))
                .isEqualTo("rwx------");
    }

    @Test
    void every_server_has_its_own_session() {
        try (FakeCloud other = new FakeCloud()) {
            shell.signedUp();
            assertThat(shell.run("whoami", "--server", other.url().toString()).exitCode())
                    .isEqualTo(3);
            assertThat(shell.run("--server", other.url() + "/", "signup", "bob", "--password-stdin", Shell.PASSWORD)
                            .exitCode())
                    .isZero();
            assertThat(shell.run("whoami").out()).startsWith("ann-");
            assertThat(shell.run("--server", other.url().toString(), "whoami").out())
                    .startsWith("bob at");
        }
    }

    @Test
    void a_session_is_refreshed_and_kept_for_the_next_command() {
        shell.signedUp();
        cloud.expireAccessTokens();
        assertThat(shell.run("whoami").exitCode()).isZero();
        assertThat(shell.run("whoami").exitCode()).isZero();
        assertThat(cloud.calls().stream().filter(call -> call.endsWith("/refresh")))
                .hasSize(1);
    }

    @Test
    void a_password_is_asked_twice_for_a_new_account_and_once_for_an_old_one() {
        assertThat(shell.types(Shell.PASSWORD, Shell.PASSWORD)
                        .run("signup", "ann")
                        .exitCode())
                .isZero();
        assertThat(shell.types(Shell.PASSWORD).run("login", "ann").exitCode()).isZero();
        Outcome differing = shell.types(Shell.PASSWORD, "another one").run("signup", "bob");
        assertThat(differing.exitCode()).isEqualTo(2);
        assertThat(differing.err()).contains("differ");
        assertThat(shell.run("login", "ann").err()).contains("--password-stdin");
    }

    @Test
    void a_wrong_password_is_told_with_what_to_do_and_the_request_s_id() {
        shell.run("signup", "ann", "--password-stdin", Shell.PASSWORD);
        Outcome outcome = shell.run("login", "ann", "--password-stdin", "wrong password");
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.err()).contains("Name or password is wrong", "signup", "request id: call-");
        assertThat(outcome.err() + outcome.out()).doesNotContain("wrong password\n");
    }

    @Test
    void who_is_not_signed_in_is_told_where_and_what_to_type() {
        String here = cloud.url().toString();
        assertThat(shell.run("ls").err())
                .contains("nobody is signed in at " + here)
                .contains("cloudstore login NAME;", "cloudstore signup NAME\n");
        String elsewhere = shell.run("ls", "--server", "http://127.0.0.1:1").err();
        assertThat(elsewhere)
                .contains("nobody is signed in at http://127.0.0.1:1\n")
                .contains("cloudstore login NAME --server http://127.0.0.1:1;")
                .contains("cloudstore signup NAME --server http://127.0.0.1:1\n");
        assertThat(shell.run("login", "ann", "--server", here, "--password-stdin", "wrong password")
                        .err())
                .contains("cloudstore signup NAME --server " + here);

        shell.signedUp();
        cloud.endSessions();
        assertThat(shell.run("ls", "--server", here).err())
                .contains("the session at " + here + " is over")
                .contains("cloudstore login NAME --server " + here);
    }

    @Test
    void a_password_that_can_t_be_used_is_typed_wrongly() {
        Outcome outcome = shell.run("signup", "ann", "--password-stdin", "too short");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("The password cannot be used: A password has 12 to 256 characters.")
                .contains("Choose another one");
    }

    @Test
    void only_what_was_typed_is_typed_wrongly() {
        cloud.refuse(call -> ProblemException.field("name", "must be 3 to 64 letters"));
        assertThat(shell.run("signup", "x", "--password-stdin", Shell.PASSWORD).exitCode())
                .isEqualTo(2);
        cloud.refuse(call -> ProblemException.field("deviceName", "is too long"));
        assertThat(shell.run("signup", "x", "--password-stdin", Shell.PASSWORD).exitCode())
                .isEqualTo(1);
        cloud.refuse(call -> new ProblemException(ProblemCode.INVALID_REQUEST, "HTTP status 418"));
        assertThat(shell.run("login", "x", "--password-stdin", Shell.PASSWORD).exitCode())
                .isEqualTo(1);
    }

    @Test
    void a_name_that_is_taken_is_a_conflict() {
        shell.run("signup", "ann", "--password-stdin", Shell.PASSWORD);
        assertThat(shell.run("signup", "ann", "--password-stdin", Shell.PASSWORD)
                        .exitCode())
                .isEqualTo(5);
    }

    @Test
    void nothing_secret_is_printed() {
        Outcome outcome = shell.run("signup", "ann", "--json", "--password-stdin", Shell.PASSWORD);
        assertThat(outcome.json()).singleElement().satisfies(account -> {
            assertThat(account.get("name").stringValue()).isEqualTo("ann");
        });
        assertThat(outcome.out() + outcome.err())
                .doesNotContain("access-")
                .doesNotContain("refresh-")
                .doesNotContain(Shell.PASSWORD);
    }
}
