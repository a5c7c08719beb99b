package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeysTest {
    @Test
    void the_name_of_a_long_term_object_tells_its_key() {
        UUID key = UUID.fromString("00f3c27c-0070-0080-0000-0000000000c1");
        assertThat(ObjectKeys.parseLongTerm(ObjectKeys.longTerm(key))).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "blob/",
                "blob/00f3c27c0070008000000000000000c",
                "blob/00f3c27c0070008000000000000000c1/x",
                "blob/00F3C27C0070008000000000000000C1",
                "staging/00f3c27c0070008000000000000000c1",
                "00f3c27c0070008000000000000000c1",
                "backup of blob/00f3c27c0070008000000000000000c1"
            })
    void no_other_name_does(String name) {
        assertThat(ObjectKeys.parseLongTerm(name)).isEmpty();
    }
}
