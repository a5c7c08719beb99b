package io.cloudstore.sam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SAM's own two ways of looking at the template; each finds what the other misses. */
@OnSam
class ValidateTest {
    private static final String VALID = "is a valid SAM Template";

    @Test
    void validate_finds_nothing() {
        Command.Output output = SamCli.run("validate");

        assertThat(output.status()).as(output.all()).isZero();
        assertThat(output.out()).contains(VALID).doesNotContain("rror", "arning");
    }

    @Test
    void validate_with_lint_finds_nothing() {
        Command.Output output = SamCli.run("validate", "--lint");

        assertThat(output.status()).as(output.all()).isZero();
        assertThat(output.out().strip()).as(output.all()).endsWith(VALID).hasLineCount(1);
        // a finding is a line such as "W3005 …" with the place in the template below it
        assertThat(output.err()).doesNotContainPattern("(?m)^\\[?[WEI]\\d{4}");
    }
}
