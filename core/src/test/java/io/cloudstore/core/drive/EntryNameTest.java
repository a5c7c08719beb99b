package io.cloudstore.core.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is a name and what is none: the corpora of attacks on names, and names that only look strange. */
class EntryNameTest {
    private static final String PHONE = "📱";

    static Stream<String> refused() {
        return Stream.of(
                // no name at all
                "",
                " ",
                "\t",
                "\u00a0",
                "\u2003\u3000",
                "\u200b",
                "\u200b\u200d",
                "\ufeff",
                "\u00ad",
                // paths
                ".",
                "..",
                "../",
                "../../etc/passwd",
                "..\\",
                "..\\..\\windows",
                "/",
                "/etc/passwd",
                "a/b",
                "\\\\server\\share",
                "C:\\Windows",
                "a\\b",
                "a/",
                "/a",
                // control characters: the end of a C string, of a header, of a line of a log, of a terminal's patience
                "a\0.jpg",
                "a\r\nSet-Cookie: x=1",
                "a\nb",
                "a\tb",
                "a\u001b[31mred",
                "a\u007f",
                "a\u0085b",
                "a\u009bb",
                // other ends of lines
                "a\u2028b",
                "a\u2029b",
                // the direction of text: gpj.exe looks like exe.jpg
                "photo\u202egpj.exe",
                "a\u202ab",
                "a\u202bb",
                "a\u202cb",
                "a\u202db",
                "a\u2066b",
                "a\u2067b",
                "a\u2068b",
                "a\u2069b",
                // half of a character
                "a\ud83d",
                "\udcf1a",
                "a\ud83d.jpg",
                // too long
                "a".repeat(256),
                "ä".repeat(128),
                PHONE.repeat(64));
    }

    static Stream<String> accepted() {
        return Stream.of(
                "a",
                "report.pdf",
                "...",
                "..a",
                "a..",
                ".hidden",
                "-rf",
                "~",
                "*",
                "?",
                "a:b",
                "a|b",
                "<img src=x onerror=alert(1)>",
                "'; DROP TABLE file; --",
                "100%",
                "_",
                "${jndi:dns}",
                "a\"b;filename=c.exe",
                // nobody decodes it, so it is no path
                "%2e%2e%2f",
                "..%2f",
                "%00",
                "%c0%ae%c0%ae",
                // names that other systems keep for themselves
                "CON",
                "NUL",
                "COM1",
                "nul.txt",
                "aux",
                "trailing.",
                "trailing ",
                " leading",
                "C:",
                // scripts, emoji and what joins them
                "日本語.txt",
                "отчёт",
                "تقرير",
                "नमस्ते",
                "𠜎",
                PHONE,
                "👩‍👩‍👧‍👦.jpg",
                "a\u200bb",
                "שלום\u200f.txt",
                // exactly as long as may be
                "a".repeat(255),
                "ä".repeat(127) + "a",
                PHONE.repeat(63) + "abc");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_is_no_name_is_refused_without_repeating_it(String name) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> new EntryName(name));
        assertThat(refusal).as("a refusal of \"%s\"", name).isNotNull();
        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_NAME);
        if (name.length() > 2) {
            assertThat(refusal.detail()).doesNotContain(name);
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void what_only_looks_strange_is_a_name_and_stays_as_it_is(String name) {
        assertThat(new EntryName(name).value()).isEqualTo(name);
    }

    @Test
    void twins_of_two_normal_forms_are_one_name() {
        String composed = "caf\u00e9";
        assertThat(new EntryName(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .isEqualTo(new EntryName(composed));
    }

    @Test
    void twins_that_differ_in_case_or_only_look_alike_are_two() {
        assertThat(new EntryName("A")).isNotEqualTo(new EntryName("a"));
        assertThat(new EntryName("a")).isNotEqualTo(new EntryName("\u0430"));
        assertThat(new EntryName("\ufb01")).isNotEqualTo(new EntryName("fi"));
    }

    /** What grows in normal form C counts as it is kept: U+0958 becomes two characters of three bytes each. */
    @Test
    void the_length_is_that_of_the_normal_form() {
        String grows = "\u0958".repeat(50);
        assertThat(grows.getBytes(StandardCharsets.UTF_8)).hasSize(150);
        assertThat(catchThrowableOfType(ProblemException.class, () -> new EntryName(grows)))
                .isNotNull();
    }

    /** P8. */
    @Test
    void normalising_what_is_normal_changes_nothing() {
        var random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            String name = random.ints(1 + random.nextInt(6), 1, 0x2FFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            try {
                EntryName once = new EntryName(name);
                assertThat(new EntryName(once.value())).isEqualTo(once);
            } catch (ProblemException refused) {
                assertThat(refused.code()).isEqualTo(ProblemCode.INVALID_NAME);
            }
        }
    }

    @Test
    void a_number_goes_before_the_extension() {
        assertThat(numbered("report.pdf", 2)).isEqualTo("report (2).pdf");
        assertThat(numbered("archive.tar.gz", 3)).isEqualTo("archive.tar (3).gz");
        assertThat(numbered("README", 2)).isEqualTo("README (2)");
        assertThat(numbered(".hidden", 2)).isEqualTo(".hidden (2)");
        assertThat(numbered("a.", 2)).isEqualTo("a (2).");
        assertThat(numbered("v1.the long title of a talk", 2)).isEqualTo("v1.the long title of a talk (2)");
    }

    @Test
    void a_numbered_name_is_never_too_long_and_never_cut_inside_a_character() {
        for (String stem : new String[] {"a".repeat(251), PHONE.repeat(62) + "abc", "ä".repeat(125)}) {
            for (int n : new int[] {2, 99, Integer.MAX_VALUE}) {
                String numbered = numbered(stem + ".pdf", n);
                assertThat(numbered).endsWith(" (" + n + ").pdf");
                assertThat(numbered.getBytes(StandardCharsets.UTF_8).length)
                        .isBetween(EntryName.MOST_BYTES - 3, EntryName.MOST_BYTES);
                assertThat(stem).startsWith(numbered.substring(0, numbered.indexOf(" (")));
            }
        }
    }

    private static String numbered(String name, int n) {
        return new EntryName(name).numbered(n).value();
    }
}
