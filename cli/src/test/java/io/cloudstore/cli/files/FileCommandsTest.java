package io.cloudstore.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FileCommandsTest extends WithShell {
    private static final int MIB = 1 << 20;

    @BeforeEach
    void signUp() {
        shell.signedUp();
    }

    @Test
    void a_file_goes_up_and_comes_back() throws Exception {
        Path source = Signed.file(home, "a.bin", 20 * MIB, 1);
        Path back = home.resolve("back.bin");

        assertThat(shell.run("put", source.toString(), "--to", "/docs/2026").out())
                .startsWith("/docs/2026/a.bin  20.0 MiB in ");
        assertThat(shell.run("ls", "docs/2026").out()).contains("20.0 MiB").contains("a.bin");
        assertThat(shell.run("get", "/docs/2026/a.bin", "-o", back.toString()).out())
                .contains("verified");
        assertThat(back).hasSameBinaryContentAs(source);
    }

    @Test
    void folders_are_made_moved_and_deleted() {
        assertThat(shell.run("mkdir", "/a/b").exitCode()).isEqualTo(4);
        assertThat(shell.run("mkdir", "-p", "/a/b").exitCode()).isZero();
        assertThat(shell.run("mkdir", "-p", "/a/b").exitCode()).isZero();
        assertThat(shell.run("mkdir", "/a/b").exitCode()).isEqualTo(5);
        assertThat(shell.run("mv", "/a/b", "/c").exitCode()).isZero();
        assertThat(shell.run("mv", "/c", "/a").exitCode()).isZero();
        assertThat(shell.run("ls", "/a").out()).contains("c/");
        assertThat(shell.run("rm", "/a").exitCode()).isEqualTo(2);
        assertThat(shell.run("rm", "-r", "/a").exitCode()).isZero();
        assertThat(shell.run("ls").out()).isEmpty();
        assertThat(shell.run("rm", "-r", "/").exitCode()).isEqualTo(2);
    }

    @Test
    void what_is_thrown_away_comes_back_or_goes_for_good() throws Exception {
        for (String name : List.of("a.bin", "b.bin", "c.bin")) {
            shell.run("put", Signed.file(home, name, 10, 1).toString());
            shell.run("rm", "/" + name);
        }
        shell.run("mkdir", "/folder");
        shell.run("rm", "-r", "/folder");
        assertThat(shell.run("trash", "ls").out().lines()).hasSize(4);
        assertThat(shell.run("trash").out()).contains("folder/", "a.bin", "10 B");
        assertThat(shell.run("trash", "restore", "b.bin", "folder").out()).contains("Restored /b.bin");
        assertThat(shell.run("ls").out()).contains("b.bin", "folder/").doesNotContain("a.bin");
        String id =
                shell.run("trash", "ls", "--json").json().getFirst().get("id").stringValue();
        assertThat(shell.run("trash", "restore", id).exitCode()).isZero();
        assertThat(shell.run("ls").out()).contains("c.bin");
        assertThat(shell.run("trash", "restore", "nothing").exitCode()).isEqualTo(4);
        assertThat(shell.run("trash", "empty").exitCode()).isZero();
        assertThat(shell.run("trash", "ls").out()).isEmpty();

        assertThat(shell.run("rm", "--purge", "/b.bin").exitCode()).isZero();
        assertThat(shell.run("rm", "--purge", "/folder").exitCode()).isEqualTo(2);
        assertThat(shell.run("rm", "--purge", "-r", "/folder").exitCode()).isZero();
        assertThat(shell.run("trash", "ls").out()).isEmpty();
        assertThat(shell.run("ls").out().lines()).hasSize(1);
    }

    @Test
    void files_are_renamed_and_moved_at_once() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        shell.run("mkdir", "/x");
        assertThat(shell.run("mv", "/a.bin", "/x/b.bin").exitCode()).isZero();
        assertThat(shell.run("ls", "/x/b.bin").out()).contains("10 B").contains("b.bin");
        assertThat(shell.run("mv", "/nothing", "/y").exitCode()).isEqualTo(4);
    }

    @Test
    void ls_shows_when_the_content_came_also_of_a_file_that_was_replaced() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        shell.run("put", "--conflict=replace", Signed.file(home, "a.bin", 10, 2).toString());
        JsonNode file = shell.run("ls", "--json").json().getFirst().get("file");

        assertThat(shell.run("ls").out())
                .contains(minute(file.get("contentAt")))
                .doesNotContain(minute(file.get("createdAt")));
        assertThat(shell.run("ls", "-l").out()).isEqualTo(shell.run("ls").out());
    }

    @Test
    void a_file_that_can_not_be_had_is_marked_as_get_says_it() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        shell.run("put", Signed.file(home, "b.bin", 10, 2).toString());
        cloud.quarantine(cloud.files().getFirst().id());

        assertThat(shell.run("ls").out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("a.bin  (failed its integrity check: put the file again)"),
                        line -> assertThat(line).endsWith("b.bin"));
        assertThat(shell.run("ls", "/a.bin").out()).contains("failed its integrity check");
        Outcome get = shell.run("get", "/a.bin", "-o", home.resolve("back").toString());
        assertThat(get.err()).contains("failed its integrity check", "Put the file again");

        assertThat(shell.run("put", home.resolve("a.bin").toString(), "--conflict=replace")
                        .exitCode())
                .isZero();
        assertThat(shell.run("ls").out()).doesNotContain("integrity");
    }

    private static String minute(JsonNode time) {
        return Instant.parse(time.stringValue())
                .atZone(ZoneId.systemDefault())
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm"));
    }

    @Test
    void a_get_replaces_only_what_it_was_told_to() throws Exception {
        Path source = Signed.file(home, "a.bin", 10, 1);
        shell.run("put", source.toString());
        Path there = Files.writeString(home.resolve("there"), "old");
        assertThat(shell.run("get", "/a.bin", "-o", there.toString()).exitCode())
                .isZero();
        assertThat(there).hasSameBinaryContentAs(source);
        assertThat(shell.run("get", "/nothing").exitCode()).isEqualTo(4);
        shell.run("mkdir", "/folder");
        assertThat(shell.run("get", "/folder").exitCode()).isEqualTo(2);
    }

    @Test
    void a_get_to_where_no_folder_is_names_the_folder_and_what_to_type() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        Path missing = home.resolve("no dir");
        for (String target : List.of(missing + "/x", missing + "/", missing + "/x/")) {
            Outcome outcome = shell.run("get", "/a.bin", "-o", target);
            assertThat(outcome.exitCode()).as(target).isEqualTo(4);
            assertThat(outcome.err())
                    .contains("there is no folder " + missing)
                    .contains("mkdir -p '" + missing)
                    .doesNotContain(".part");
        }
        Path file = Files.writeString(home.resolve("file"), "");
        assertThat(shell.run("get", "/a.bin", "-o", file + "/x").err()).contains(file + " is a file, not a folder");
        assertThat(shell.run("receipt", "/a.bin", "-o", missing + "/x").err())
                .contains("there is no folder " + missing);

        Path into = Files.createDirectory(home.resolve("into"));
        assertThat(shell.run("get", "/a.bin", "-o", into + "/").exitCode()).isZero();
        assertThat(into.resolve("a.bin")).exists();
        Files.delete(into.resolve("a.bin"));
        Files.createDirectory(into.resolve("a.bin"));
        Outcome folder = shell.run("get", "/a.bin", "-o", into.toString());
        assertThat(folder.exitCode()).isEqualTo(5);
        assertThat(folder.err()).contains(into.resolve("a.bin") + " is a folder");
        assertThat(into).isDirectoryContaining(path -> path.endsWith("a.bin")).isDirectoryNotContaining("glob:*.part*");
    }

    @Test
    void exit_codes_tell_what_went_wrong() throws Exception {
        Path source = Signed.file(home, "a.bin", 10, 1);
        assertThat(shell.run("put", home.resolve("nothing").toString()).exitCode())
                .isEqualTo(4);
        cloud.quotaLeft(5);
        Outcome full = shell.run("put", source.toString());
        assertThat(full.exitCode()).isEqualTo(6);
        assertThat(full.err()).contains("quota", "cloudstore whoami;", "request id: call-");
        String server = " --server " + cloud.url();
        assertThat(shell.run("put", source.toString(), "--server", cloud.url().toString())
                        .err())
                .contains("cloudstore whoami" + server, "cloudstore trash empty" + server)
                .contains("cloudstore rm --purge PATH" + server);
        cloud.refuse(call -> new ProblemException(ProblemCode.TOO_MANY_UPLOADS, "There are 100."));
        assertThat(shell.run("put", source.toString(), "--server", cloud.url().toString())
                        .err())
                .contains("cloudstore uploads" + server, "cloudstore abort ID" + server);
        cloud.refuse(call -> new ProblemException(ProblemCode.UNAVAILABLE, "The database does not answer."));
        assertThat(shell.run("ls").exitCode()).isEqualTo(7);
        cloud.refuse(call -> null);
        cloud.endSessions();
        Outcome signedOut = shell.run("ls");
        assertThat(signedOut.exitCode()).isEqualTo(3);
        assertThat(signedOut.err()).contains("cloudstore login");
        assertThat(shell.run("ls", "--server", "http://127.0.0.1:1").exitCode()).isEqualTo(3);
    }

    @Test
    void a_server_that_is_not_there_is_unavailable() {
        Outcome outcome =
                shell.run("login", "ann", "--server", "http://127.0.0.1:1", "--password-stdin", Shell.PASSWORD);
        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.err()).contains("http://127.0.0.1:1").contains("server runs");
    }

    @Test
    void quiet_prints_nothing_but_failures() throws Exception {
        Outcome outcome =
                shell.run("put", "-q", Signed.file(home, "a.bin", 10, 1).toString());
        assertThat(outcome.out() + outcome.err()).isEmpty();
    }

    @Test
    void progress_is_drawn_on_a_terminal_and_wiped_before_results() throws Exception {
        Path source = Signed.file(home, "a.bin", 20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> attempt < 4 ? Fault.SLOW_DOWN : null);
        Outcome outcome = shell.onTerminal(80).run("put", source.toString());
        assertThat(outcome.exitCode()).isZero();
        outcome.err()
                .lines()
                .flatMap(line -> java.util.Arrays.stream(line.split("\r")))
                .forEach(line -> assertThat(line).hasSizeLessThan(80));
        assertThat(outcome.err()).doesNotContain("\u001b[");
        assertThat(outcome.out()).startsWith("/a.bin");
    }
}
