package io.cloudstore.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTargetTest {
    @TempDir
    Path folder;

    /** The name is the server's word, and not every server is a friend. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "/",
                "a/b",
                "/etc/x",
                "../x",
                "../../x\n",
                "\n/../x",
                "../x\u2028",
                "../x\r",
                "x/",
                "x\0",
                "x\ud800"
            })
    void a_name_that_leads_out_of_the_folder_or_can_be_none_here_is_refused(String name) {
        assertThatThrownBy(() -> LocalTarget.of(folder.toString(), name))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the file's name can't be used here");
        assertThatThrownBy(() -> LocalTarget.of(null, name)).isInstanceOf(CommandFailure.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "...", "..a", ".a", "a b"})
    void every_other_name_is_in_the_folder(String name) {
        assertThat(LocalTarget.of(folder.toString(), name)).isEqualTo(folder.resolve(name));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void where_names_may_hold_line_ends_and_backslashes_they_do() {
        for (String name : new String[] {"a\nb", "..\n", "..\\a"}) {
            assertThat(LocalTarget.of(folder.toString(), name)).isEqualTo(folder.resolve(name));
        }
    }
}
