package io.cloudstore.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.Signed;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrashCommandTest extends WithShell {
    @BeforeEach
    void signUp() {
        shell.signedUp();
    }

    /** A file of so many bytes, put and thrown away. */
    private void thrownAway(String folder, String name, int bytes) throws Exception {
        shell.run("put", Signed.file(home, name, bytes, bytes).toString(), "--to", folder);
        String path = (folder.equals("/") ? "" : folder) + "/" + name;
        assertThat(shell.run("rm", path).out()).isEqualTo("Moved " + path + " to the trash\n");
    }

    @Test
    void restore_takes_the_path_that_rm_took() throws Exception {
        thrownAway("/a", "b.txt", 10);
        thrownAway("/other", "b.txt", 20);

        Outcome restored = shell.run("trash", "restore", "/a/b.txt");

        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out()).isEqualTo("Restored /a/b.txt\n");
        assertThat(shell.run("ls", "/a").out()).contains("10 B");
        assertThat(shell.run("ls", "/other").out()).isEmpty();
        assertThat(shell.run("trash", "restore", "other/b.txt").out()).isEqualTo("Restored /other/b.txt\n");
        shell.run("rm", "-r", "/other/");
        assertThat(shell.run("trash", "restore", "/other/").out()).isEqualTo("Restored /other\n");
    }

    @Test
    void json_tells_what_came_back() throws Exception {
        thrownAway("/a", "b.txt", 10);

        var lines = shell.run("trash", "restore", "--json", "/a/b.txt").json();

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().get("file").get("name").stringValue()).isEqualTo("b.txt");
        assertThat(lines.getFirst().get("file").get("size").longValue()).isEqualTo(10);
    }

    @Test
    void of_several_that_were_at_one_path_the_newest_comes_back_and_the_others_are_told() throws Exception {
        thrownAway("/a", "b.txt", 10);
        thrownAway("/a", "b.txt", 20);
        thrownAway("/a", "b.txt", 30);

        List<String> lines =
                shell.run("trash", "restore", "/a/b.txt").out().lines().toList();

        assertThat(shell.run("ls", "/a").out()).contains("30 B");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("Restored /a/b.txt");
        assertThat(lines.get(1)).contains("the newest of 3").contains("cloudstore trash restore ID");
        assertThat(lines.subList(2, 4))
                .isEqualTo(shell.run("trash", "ls").out().lines().toList());
        String oldest = lines.get(3).substring(0, lines.get(3).indexOf(' '));
        assertThat(shell.run("trash", "restore", oldest).out()).isEqualTo("Restored /a/b.txt (restored)\n");
        assertThat(shell.run("trash", "restore", "/a/b.txt").out())
                .isEqualTo("Restored /a/b.txt as /a/b.txt (restored) (restored)\n");
    }

    @Test
    void of_several_of_one_name_the_newest_comes_back_and_the_others_are_told() throws Exception {
        thrownAway("/a", "b.txt", 10);
        thrownAway("/other", "b.txt", 20);

        assertThat(shell.run("trash", "restore", "b.txt").out())
                .startsWith("Restored /other/b.txt\n")
                .contains("the newest of 2", "10 B");
    }

    @Test
    void a_path_through_a_folder_that_was_thrown_away_too_is_still_known() throws Exception {
        thrownAway("/a", "b.txt", 10);
        shell.run("rm", "-r", "/a");

        assertThat(shell.run("trash", "restore", "/a/b.txt").out()).isEqualTo("Restored /a/b.txt as /b.txt\n");
    }

    @Test
    void a_path_goes_by_what_its_folders_are_called_today() throws Exception {
        thrownAway("/a", "b.txt", 10);
        shell.run("mv", "/a", "/c");

        assertThat(shell.run("trash", "restore", "/a/b.txt").exitCode()).isEqualTo(4);
        assertThat(shell.run("trash", "restore", "/c/b.txt").out()).isEqualTo("Restored /c/b.txt\n");
        assertThat(shell.run("trash", "restore", "--help").out().replaceAll("\\s+", " "))
                .contains("its path, as its folders are called today");
    }

    @Test
    void a_slash_at_the_end_asks_for_a_folder() throws Exception {
        shell.run("mkdir", "/other");
        shell.run("rm", "-r", "/other");
        thrownAway("/", "other", 10);

        assertThat(shell.run("trash", "restore", "other/").out()).isEqualTo("Restored /other\n");
        assertThat(shell.run("ls").out()).contains("other/");
        for (String wanted : List.of("other/", "/other/")) {
            Outcome outcome = shell.run("trash", "restore", wanted);
            assertThat(outcome.exitCode()).isEqualTo(4);
            assertThat(outcome.err())
                    .contains("there is no " + wanted + " in the trash")
                    .contains("as a file", "10 B", "trash restore ID");
        }
        assertThat(shell.run("trash", "restore", "other").exitCode()).isZero();
    }

    @Test
    void what_was_at_another_path_is_not_taken_for_it_and_named_with_its_id() throws Exception {
        thrownAway("/a/deep", "b.txt", 10);
        shell.run("rm", "-r", "/a");

        Outcome outcome = shell.run("trash", "restore", "/a/deep/b.txt");

        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(outcome.err()).contains("there is no /a/deep/b.txt in the trash", "10 B", "restore ID");
        assertThat(shell.run("ls").out()).isEmpty();
        assertThat(shell.run("trash", "restore", "/nothing/here").err()).contains("cloudstore trash ls");
        assertThat(shell.run("trash", "restore", "/").exitCode()).isEqualTo(4);
    }
}
