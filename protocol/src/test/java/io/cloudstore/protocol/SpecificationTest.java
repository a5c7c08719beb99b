package io.cloudstore.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Nonce;
import io.cloudstore.protocol.instant.Proof;
import io.cloudstore.protocol.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/protocol.md} says in figures is what the code does. */
class SpecificationTest {
    private static final String TEXT = read();

    private static String read() {
        try {
            return Files.readString(Path.of("..", "docs", "protocol.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<MatchResult> rows(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(TEXT)
                .results()
                .toList();
    }

    private static long number(String written) {
        return Long.parseLong(written.replace(",", ""));
    }

    @Test
    void it_has_every_problem_with_its_status_and_its_meaning() {
        assertThat(rows("^\\| (\\d{3}) \\| `([a-z-]+)` \\| (.+) \\|$"))
                .extracting(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .containsExactlyElementsOf(Stream.of(ProblemCode.values())
                        .map(code -> code.status() + " " + code.code() + " " + code.title())
                        .toList());
    }

    @Test
    void its_part_plans_are_ours() {
        List<MatchResult> plans = rows("^\\| ([\\d,]+) \\| ([\\d,]+) \\| ([\\d,]+) \\| ([\\d,]+) \\|$");

        assertThat(plans).hasSizeGreaterThan(5);
        assertThat(plans).allSatisfy(row -> {
            PartPlan plan = PartPlan.of(number(row.group(1)));
            assertThat(plan.partSize()).isEqualTo(number(row.group(2)));
            assertThat(plan.partCount()).isEqualTo(number(row.group(3)));
            assertThat(plan.lengthOf(plan.partCount())).isEqualTo(number(row.group(4)));
        });
    }

    @Test
    void its_vector_is_ours() {
        Map<String, String> vector = rows("^\\| ([a-zA-Z0-9 -]+) \\| `([0-9a-f-]+)` \\|$").stream()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
        byte[] content = new byte[Challenge.RANGE_BYTES];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + (i >> 8) * 17);
        }
        var challenge = new Challenge(
                UUID.fromString(vector.get("upload id")), Nonce.parse(vector.get("nonce")), content.length);

        assertThat(Sha256.digestOf(content)).hasToString(vector.get("its SHA-256"));
        assertThat(Proof.of(challenge, 0, content)).hasToString(vector.get("proof 0"));
    }
}
