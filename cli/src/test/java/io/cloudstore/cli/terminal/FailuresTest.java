package io.cloudstore.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.terminal.Failures.Told;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    @Test
    void nothing_that_is_told_steers_the_terminal_and_only_advice_has_lines() {
        Told told = new Told(1, "a\u001b[2K\nb", "c\r\nd\u202e", "e\u009b");

        assertThat(told).isEqualTo(new Told(1, "a\\u001b[2K\\u000ab", "c\\u000d\nd\\u202e", "e\\u009b"));
    }

    @Test
    void of_a_failure_in_lines_the_first_is_what_happened() {
        CommandFailure failure = CommandFailure.ofLines(1, "It ended; its log:\r\n\tat x\r\nend\n", "Look.");
        assertThat(failure.what()).isEqualTo("It ended; its log:");
        assertThat(failure.advice()).isEqualTo("    at x\nend\nLook.");
        assertThat(CommandFailure.ofLines(1, "It ended.", "").advice()).isEmpty();
        assertThat(CommandFailure.ofLines(1, "It ended.", "Look.").advice()).isEqualTo("Look.");
        assertThat(CommandFailure.ofLines(1, "It ended:\nx", "").advice()).isEqualTo("x");
    }

    @Test
    void what_can_be_no_path_here_is_typed_wrongly(@TempDir Path home) throws Exception {
        try (FakeCloud cloud = new FakeCloud()) {
            Shell shell = new Shell(cloud, home).signedUp();
            shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
            Outcome outcome = shell.run("get", "/a.bin", "-o", "a\0b");
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("a\\u0000b can't be a path here").doesNotContain("unexpected");
        }
    }
}
