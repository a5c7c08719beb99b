package io.cloudstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest extends WithShell {
    @Test
    void help_names_every_command_and_every_exit_code() {
        Outcome outcome = shell.run("--help");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains(
                        "up", "serve", "signup", "login", "logout", "whoami", "put", "get", "ls", "mkdir", "mv", "rm",
                        "trash")
                .contains("uploads", "abort", "completion", "cloudstore test")
                .contains("receipt", "verify", "check-store", "rotate-receipt-key")
                .contains("  0  ", "  1  ", "  2  ", "  3  ", "  4  ", "  5  ", "  6  ", "  7  ", "  8  ", "130  ")
                .contains("CLOUDSTORE_SERVER", "NO_COLOR", "CLOUDSTORE_DATA", "XDG_CONFIG_HOME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "serve",
                "signup",
                "login",
                "logout",
                "whoami",
                "put",
                "get",
                "ls",
                "mkdir",
                "mv",
                "rm",
                "trash",
                "uploads",
                "abort",
                "receipt",
                "verify",
                "check-store",
                "rotate-receipt-key"
            })
    void every_command_has_help_and_the_options_that_all_share(String command) {
        Outcome outcome = shell.run(command, "--help");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("Usage: cloudstore " + command).contains("--server", "--json", "--quiet");
    }

    @Test
    void without_a_command_usage_is_shown_as_a_failure() {
        Outcome outcome = shell.run();
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("Usage: cloudstore");
    }

    @Test
    void a_mistyped_command_is_a_usage_failure_with_a_suggestion() {
        Outcome outcome = shell.run("putt");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("put").contains("--help");
        assertThat(shell.run("put").exitCode()).isEqualTo(2);
        assertThat(shell.run("ls", "--nonsense").exitCode()).isEqualTo(2);
        assertThat(shell.run("ls", "--server", "no url").exitCode()).isEqualTo(2);
        assertThat(shell.run("ls", "a", "\u001b[2K\r").err())
                .contains("\\u001b[2K\\u000d")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no url", "ftp://example.org", "http:/x", "https://", "example.org:99999", "8780", "", "a?b"})
    void what_is_no_server_s_address_is_told_with_how_to_write_one(String text) {
        Outcome outcome = shell.run("ls", "--server", text);
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("\"" + text + "\" is no server's address")
                .contains("https://drive.example.org", "localhost:8780");
        assertThat(shell.with("CLOUDSTORE_SERVER", "no url").run("ls").err()).contains("\"no url\" is no server's");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8780, http://localhost:8780",
        "127.0.0.1:8780/, http://127.0.0.1:8780",
        "[::1]:8780, http://[::1]:8780",
        "LOCALHOST, http://LOCALHOST",
        "example.org, https://example.org",
        "localhost.example.org:444/drive/, https://localhost.example.org:444/drive",
        "192.168.0.7:8780, https://192.168.0.7:8780",
        "http://example.org, http://example.org"
    })
    void a_server_without_a_scheme_is_http_on_this_machine_and_https_elsewhere(String typed, String meant) {
        assertThat(shell.run("ls", "--server", typed).err()).contains("nobody is signed in at " + meant + "\n");
        assertThat(shell.with("CLOUDSTORE_SERVER", typed).run("ls").err())
                .contains("nobody is signed in at " + meant + "\n");
        assertThat(shell.run("ls", "--help").out().replaceAll("\\s+", " "))
                .contains("http on this machine and https elsewhere");
    }

    @Test
    void a_server_without_a_scheme_is_called() {
        String typed = cloud.url().getAuthority();
        assertThat(shell.run("signup", "ann", "--server", typed, "--password-stdin", Shell.PASSWORD)
                        .exitCode())
                .isZero();
        assertThat(shell.run("whoami").exitCode()).isZero();
    }

    @Test
    void colours_are_for_terminals_whose_owner_likes_them() {
        assertThat(shell.run("ls").err()).doesNotContain("\u001b[");
        assertThat(shell.onTerminal(80).run("ls").err()).contains("\u001b[31m");
        assertThat(shell.onTerminal(80).with("NO_COLOR", "1").run("ls").err()).doesNotContain("\u001b[");
    }

    @Test
    void completion_is_a_script_that_knows_the_commands() {
        assertThat(shell.run("completion").out()).startsWith("#!").contains("cloudstore", "signup", "--conflict");
    }

    @Test
    void a_server_that_is_no_cloudstore_is_told_as_such() {
        Outcome outcome =
                shell.run("signup", "x", "--server", cloud.url() + "/elsewhere", "--password-stdin", Shell.PASSWORD);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
