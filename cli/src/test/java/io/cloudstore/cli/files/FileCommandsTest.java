package io.cloudstore.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void json_tells_every_number_of_a_put() throws Exception {
        Path source = Signed.file(home, "a.bin", 9 * MIB, 1);
        Outcome outcome = shell.run("put", "--json", source.toString());

        JsonNode line = outcome.json().getFirst();
        assertThat(line.propertyNames())
                .containsExactly(
                        "path",
                        "fileId",
                        "contentId",
                        "bytesTotal",
                        "bytesSent",
                        "bytesReused",
                        "bytesHeld",
                        "bytesCopied",
                        "how",
                        "seconds");
        assertThat(line.get("path").stringValue()).isEqualTo("/a.bin");
        assertThat(line.get("contentId").stringValue()).isEqualTo(Signed.contentId(Files.readAllBytes(source)));
        assertThat(line.get("bytesSent").longValue()).isEqualTo(9 * MIB);
        assertThat(line.get("how").stringValue()).isEqualTo("uploaded");
        assertThat(line.get("seconds").doubleValue()).isPositive();
        assertThat(outcome.out().lines()).hasSize(1);

        JsonNode again = shell.run("put", source.toString(), "--json").json().getFirst();
        assertThat(again.get("how").stringValue()).isEqualTo("unchanged");
        assertThat(again.get("bytesSent").longValue()).isZero();
        assertThat(again.get("bytesReused").longValue()).isEqualTo(9 * MIB);
    }

    @Test
    void what_was_stored_already_is_said_to_be_so_with_the_bytes_that_were_not_sent() throws Exception {
        Path source = Signed.file(home, "a.bin", 20 * MIB, 1);
        shell.run("put", source.toString());
        Path copy = Files.copy(source, home.resolve("b.bin"));
        assertThat(shell.run("put", copy.toString()).out())
                .matches("/b.bin {2}already stored, added in \\d\\.\\d s, 20\\.0 MiB not sent\n");

        Files.copy(source, home.resolve("c.bin"));
        JsonNode again = shell.run("put", "--json", home.resolve("c.bin").toString())
                .json()
                .getFirst();
        assertThat(again.get("how").stringValue()).isEqualTo("instant");
        assertThat(again.get("bytesSent").longValue()).isZero();
        assertThat(again.get("bytesReused").longValue()).isEqualTo(20 * MIB);

        Files.copy(source, home.resolve("d.bin"));
        assertThat(shell.run("put", "--instant=off", home.resolve("d.bin").toString())
                        .out())
                .startsWith("/d.bin  20.0 MiB in ");
        assertThat(shell.run("put", "--instant=never", copy.toString()).exitCode())
                .isEqualTo(2);
    }

    @Test
    void what_others_had_stored_is_said_to_be_there_for_a_proof() throws Exception {
        Path source = Signed.file(home, "a.bin", 60 * MIB, 1);
        shell.run("put", source.toString());
        Shell bob = new Shell(cloud, Files.createDirectory(home.resolve("bob"))).signedUp();
        cloud.store().faults((key, n, attempt) -> n > 1 ? Fault.STALL : null);
        Path copy = Files.copy(source, home.resolve("b.bin"));
        assertThat(bob.run("put", copy.toString()).out())
                .matches("/b.bin {2}already stored, added for a proof in .* not sent, [0-9.]+ MiB were\n");
    }

    @Test
    void what_came_before_is_told_when_the_rest_was_stored_already() throws Exception {
        Path source = Signed.file(home, "a.bin", 40 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> {
            if (n == 1) {
                return null;
            }
            await(() -> !cloud.store().puts().isEmpty());
            return Fault.REFUSED;
        });
        shell.run("put", source.toString());
        cloud.store().faults(Faults.NONE);
        shell.run("put", Files.copy(source, home.resolve("b.bin")).toString());
        assertThat(shell.run("put", source.toString()).out())
                .matches("/a.bin {2}already stored, added in .* s, 32.0 MiB not sent, 8.0 MiB were there already\n");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void what_was_copied_is_told_apart_from_what_was_sent() throws Exception {
        byte[] bytes = Signed.bytes(40 * MIB, 1);
        Path source = Files.write(home.resolve("a.bin"), bytes);
        shell.run("put", source.toString());
        bytes[20 * MIB] ^= 1;
        Files.write(source, bytes);
        assertThat(shell.run("put", "--conflict=replace", source.toString()).out())
                .matches("/a.bin {2}8.0 MiB in .*, 32.0 MiB copied from your other files\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"报告 \"2026\" ; a.pdf", "-r", "a'b", "a\\b", "$(x)", "new\nline", "~", " "})
    void names_are_taken_as_they_are(String name) throws Exception {
        Path source = Signed.file(home, name, 3, 1);
        Path back = Files.createDirectory(home.resolve("back"));

        assertThat(shell.run("put", "--", source.toString()).exitCode()).isZero();
        assertThat(shell.run("get", "/" + name, "-o", back.toString()).exitCode())
                .isZero();
        assertThat(back.resolve(name)).hasSameBinaryContentAs(source);
        assertThat(shell.run("ls", "--json")
                        .json()
                        .getFirst()
                        .get("file")
                        .get("name")
                        .stringValue())
                .isEqualTo(name);
        assertThat(shell.run("ls").out().lines()).hasSize(1);
        assertThat(shell.run("rm", "/" + name).exitCode()).isZero();
    }

    @Test
    void many_small_files_go_up_in_a_few_calls_and_the_second_time_in_fewer() throws Exception {
        Path tree = Files.createDirectories(home.resolve("tree/sub")).getParent();
        for (int i = 0; i < 60; i++) {
            Signed.file(i % 2 == 0 ? tree : tree.resolve("sub"), "f" + i, 100 + i, i);
        }
        Signed.file(tree, "large", 9 * MIB, 1);
        cloud.forgetCalls();
        Outcome first = shell.run("put", "-r", tree.toString(), "--json");

        assertThat(first.exitCode()).isZero();
        assertThat(first.json())
                .hasSize(61)
                .allMatch(line -> line.get("how").stringValue().equals("uploaded"));
        assertThat(cloud.calls().stream().filter("POST /v1/uploads/batch"::equals))
                .hasSize(3);
        assertThat(cloud.calls().stream().filter("POST /v1/uploads"::equals)).hasSize(1);
        assertThat(cloud.files()).hasSize(61);

        cloud.forgetCalls();
        Outcome again = shell.run("put", "-r", tree.toString(), "--json");
        assertThat(again.json())
                .hasSize(61)
                .allMatch(line -> line.get("how").stringValue().equals("unchanged"));
        assertThat(cloud.calls()).noneMatch(call -> call.startsWith("POST"));
        assertThat(cloud.calls().stream().filter(call -> !call.endsWith("/entries")))
                .hasSizeLessThan(6);
    }

    @Test
    void of_many_small_files_one_that_fails_is_told_and_the_others_go_up() throws Exception {
        Path tree = Files.createDirectories(home.resolve("tree"));
        for (int i = 0; i < 10; i++) {
            Signed.file(tree, "f" + i, 10, i);
        }
        cloud.refuseItem(item ->
                item.equals("f3") ? new ProblemException(ProblemCode.INVALID_NAME, "Choose another name.") : null);
        Outcome outcome = shell.run("put", "-r", tree.toString());

        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.err()).contains("f3").contains("Choose another name.");
        assertThat(cloud.files()).hasSize(9);
    }

    @Test
    void a_tree_keeps_its_shape_with_its_empty_folders() throws Exception {
        Path tree = Files.createDirectories(home.resolve("tree"));
        Files.createDirectories(tree.resolve("empty/deep"));
        Files.createDirectories(tree.resolve("sub"));
        Signed.file(tree, "top.bin", 10, 1);
        Signed.file(tree.resolve("sub"), "below.bin", 10, 2);
        Files.createSymbolicLink(tree.resolve("sub/circle"), tree);

        Outcome outcome = shell.run("put", "-r", tree.toString(), "--to", "/backup");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).contains("passed over").contains("circle");
        assertThat(shell.run("ls", "/backup/tree").out())
                .contains("empty/")
                .contains("sub/")
                .contains("top.bin");
        assertThat(shell.run("ls", "/backup/tree/empty").out()).contains("deep/");
        assertThat(shell.run("ls", "/backup/tree/sub").out())
                .contains("below.bin")
                .doesNotContain("circle");

        assertThat(shell.run("put", "--json", "-r", tree.toString(), "--to", "/backup")
                        .json())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.get("how").stringValue()).isEqualTo("unchanged"));
    }

    @Test
    void a_folder_without_r_is_a_wrong_command_and_puts_nothing() throws Exception {
        Path file = Signed.file(home, "a.bin", 10, 1);
        Path folder = Files.createDirectory(home.resolve("folder"));
        Outcome outcome = shell.run("put", file.toString(), folder.toString());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("add -r");
        assertThat(cloud.files()).isEmpty();
    }

    @Test
    void conflicts_are_renamed_unless_told_otherwise() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        String other = Signed.file(home, "a.bin", 10, 2).toString();
        assertThat(shell.run("put", other).out()).startsWith("/a.bin (1)");
        assertThat(shell.run("put", other, "--conflict", "replace").out()).startsWith("/a.bin  already stored");
        Signed.file(home, "a.bin", 10, 3);
        Outcome refused = shell.run("put", other, "--conflict", "fail");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains("--conflict");
        assertThat(shell.run("put", other, "--conflict", "whatever").exitCode()).isEqualTo(2);
    }

    @Test
    void one_file_that_fails_does_not_keep_the_others_back() throws Exception {
        shell.run("put", Signed.file(home, "a.bin", 10, 1).toString());
        Path a = Signed.file(home, "a.bin", 10, 2);
        Path b = Signed.file(home, "b.bin", 10, 3);
        Outcome outcome = shell.run("put", "--conflict", "fail", a.toString(), b.toString());
        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.out()).contains("/b.bin");
    }

    @Test
    void an_interrupted_put_is_kept_and_says_how_to_go_on() throws Exception {
        Path source = Signed.file(home, "a \"b\".bin", 40 * MIB, 1);
        CountDownLatch underWay = new CountDownLatch(1);
        cloud.store().faults((key, n, attempt) -> {
            if (n > 2) {
                underWay.countDown();
                return Fault.STALL;
            }
            return null;
        });
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        Thread command = new Thread(() -> outcome.set(shell.run("put", source.toString(), "--to", "/x")));
        command.start();
        underWay.await();
        command.interrupt();
        command.join();

        assertThat(outcome.get().exitCode()).isEqualTo(130);
        assertThat(outcome.get().err()).contains("kept").contains("cloudstore put '" + source + "' --to /x");
        assertThat(shell.run("uploads").out())
                .contains("OPEN")
                .contains("40.0 MiB")
                .containsPattern("until 20\\d\\d-\\d\\d-\\d\\dT")
                .endsWith("  /x/a \"b\".bin\n");

        cloud.store().faults(Faults.NONE);
        JsonNode resumed = shell.run("put", source.toString(), "--to", "/x", "--json")
                .json()
                .getFirst();
        assertThat(resumed.get("how").stringValue()).isEqualTo("resumed");
        assertThat(shell.run("uploads").out()).isEmpty();
    }

    @Test
    void uploads_tell_their_paths_and_ask_for_each_folder_once() throws Exception {
        cloud.store().faults((key, n, attempt) -> Fault.REFUSED);
        for (String name : List.of("a.bin", "b.bin", "c.bin")) {
            Path source = Signed.file(home, name, 9 * MIB, name.hashCode());
            shell.run("put", source.toString(), "--to", name.equals("c.bin") ? "/gone" : "/films/new");
        }
        shell.run("rm", "-r", "/gone");
        cloud.forgetCalls();

        assertThat(shell.run("uploads").out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("  /films/new/a.bin"),
                        line -> assertThat(line).endsWith("  /films/new/b.bin"),
                        line -> assertThat(line).endsWith("Z  c.bin"));
        assertThat(cloud.calls().stream().filter(call -> call.startsWith("GET /v1/folders/")))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_upload_that_is_open_for_another_folder_is_named_with_the_command_that_carries_it_on() throws Exception {
        Path source = Signed.file(home, "a \"b\".bin", 40 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> n == 5 ? Fault.REFUSED : null);
        shell.run("put", source.toString(), "--to", "/my films");
        String carryOn = "cloudstore put --to '/my films' '" + source + "'";

        Outcome quiet = shell.run("put", "-q", source.toString(), "--to", "/quiet");
        Outcome anew = shell.run("put", source.toString());
        assertThat(quiet.err()).doesNotContain("carry that on");
        assertThat(anew.err().lines().filter(line -> line.contains("carry that on")))
                .singleElement()
                .asString()
                .contains(source + " begins anew", "is open for /quiet/a \"b\".bin;");

        shell.run("abort", idOfUploadFor("/quiet"));
        Outcome again = shell.run("put", source.toString(), "--to", "/third");
        assertThat(again.err()).contains("is open for /a \"b\".bin; to carry that on instead: cloudstore put --to / '");
        shell.run("abort", idOfUploadFor("/a"));
        shell.run("abort", idOfUploadFor("/third"));

        cloud.store().faults(Faults.NONE);
        assertThat(shell.run("put", source.toString()).err())
                .contains("is open for /my films/a")
                .contains(carryOn + "\n");
        assertThat(shell.run("put", "--to", "/my films", source.toString()).err())
                .doesNotContain("carry that on");
    }

    private String idOfUploadFor(String path) {
        return shell.run("uploads")
                .out()
                .lines()
                .filter(line -> line.contains("  " + path))
                .findFirst()
                .orElseThrow()
                .split(" ")[0];
    }

    /** The second of them finds the first one's upload open. */
    @Test
    void copies_in_one_tree_are_not_taken_for_uploads_of_each_other() throws Exception {
        Path tree = Files.createDirectories(home.resolve("tree/x/")).getParent();
        Path first = Signed.file(tree.resolve("x"), "a.bin", 20 * MIB, 1);
        Files.createDirectory(tree.resolve("y"));
        Files.copy(first, tree.resolve("y/a.bin"));
        cloud.store().faults((key, n, attempt) -> n == 2 ? Fault.REFUSED : null);
        shell.run("put", "-r", first.getParent().toString(), "--to", "/tree");
        Outcome both = shell.run("put", "-r", tree.toString());
        assertThat(both.err()).contains("part 2").doesNotContain("carry that on");
    }

    @Test
    void an_upload_can_be_given_up() throws Exception {
        Path source = Signed.file(home, "a.bin", 20 * MIB, 1);
        cloud.store().faults((key, n, attempt) -> n == 2 ? Fault.REFUSED : null);
        assertThat(shell.run("put", source.toString()).exitCode()).isEqualTo(1);
        String id =
                shell.run("uploads", "--json").json().getFirst().get("uploadId").stringValue();
        assertThat(shell.run("abort", id).exitCode()).isZero();
        assertThat(shell.run("uploads").out()).isEmpty();
        assertThat(shell.run("abort", id).exitCode()).isEqualTo(5);
        assertThat(shell.run("abort", "no-such-id").exitCode()).isEqualTo(4);
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
