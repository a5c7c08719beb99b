package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain.txt|attachment; filename=\"plain.txt\"; filename*=UTF-8''plain.txt",
                "a b.txt|attachment; filename=\"a b.txt\"; filename*=UTF-8''a%20b.txt",
                "a;b=c,d.txt|attachment; filename=\"a;b=c,d.txt\"; filename*=UTF-8''a%3Bb%3Dc%2Cd.txt",
                "50%25.txt|attachment; filename=\"50_25.txt\"; filename*=UTF-8''50%2525.txt",
                "it's(1)*.txt|attachment; filename=\"it's(1)*.txt\"; filename*=UTF-8''it%27s%281%29%2A.txt",
                "naïve.txt|attachment; filename=\"na_ve.txt\"; filename*=UTF-8''na%C3%AFve.txt",
                "😀.txt|attachment; filename=\"_.txt\"; filename*=UTF-8''%F0%9F%98%80.txt",
            })
    void a_name_is_told_in_ascii_and_exactly(String name, String header) {
        assertThat(Attachment.named(name)).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nSet-Cookie: b=c",
                "a\"; filename=\"evil.exe",
                "a\\\"b",
                "a\u0000b",
                "a\u007fb",
                "a\tb",
                "a\u202eb"
            })
    void no_name_breaks_out_of_the_header(String name) {
        String header = Attachment.named(name);
        assertThat(header.chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(header.chars().filter(c -> c == '"').count()).isEqualTo(2);
        assertThat(header).doesNotContain("\\");
    }

    @Test
    void the_longest_name_fits_a_url() {
        assertThat(Attachment.named("报".repeat(85)).length()).isLessThan(1000);
    }
}
