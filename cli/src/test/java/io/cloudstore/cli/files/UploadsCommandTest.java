package io.cloudstore.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.FakeStore.Fault;
import io.cloudstore.client.fake.FakeStore.Faults;
import io.cloudstore.client.fake.Signed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UploadsCommandTest extends WithShell {
    private static final int MIB = 1 << 20;

    @BeforeEach
    void signUp() {
        shell.signedUp();
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
}
