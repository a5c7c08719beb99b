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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PutCommandTest extends WithShell {
    private static final int MIB = 1 << 20;

    @BeforeEach
    void signUp() {
        shell.signedUp();
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
}
