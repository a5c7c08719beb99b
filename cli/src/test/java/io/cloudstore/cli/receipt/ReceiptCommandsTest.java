package io.cloudstore.cli.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.cli.Shell;
import io.cloudstore.cli.Shell.Outcome;
import io.cloudstore.cli.WithShell;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.Signed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceiptCommandsTest extends WithShell {
    private static final int MIB = 1 << 20;

    private Path source;
    private Path receipt;

    @BeforeEach
    void start() throws Exception {
        shell.signedUp();
        source = Signed.file(home, "a.bin", 20 * MIB, 1);
        receipt = home.resolve("a.receipt");
        shell.run("put", source.toString());
        // asked for once, it is found in long-term storage
        assertThat(shell.run("receipt", "/a.bin", "-o", receipt.toString()).exitCode())
                .isEqualTo(5);
    }

    private Outcome receipt(String... options) {
        return shell.run(Stream.concat(Stream.of("receipt", "/a.bin", "-o", receipt.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private Outcome verify(String... options) {
        return shell.run(Stream.concat(Stream.of("verify", source.toString(), receipt.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void a_receipt_is_fetched_once_and_checked_with_the_cloud_gone() throws Exception {
        Outcome got = receipt();
        assertThat(got.exitCode()).as(got.err()).isZero();
        assertThat(got.out()).contains("20.0 MiB").contains("2026-03-01T12:00:00.123456Z");
        assertThat(got.err()).contains("are believed from now on");
        cloud.close();

        Outcome verified = verify();

        assertThat(verified.exitCode()).as(verified.err()).isZero();
        assertThat(verified.out())
                .contains("is what the receipt says")
                .contains(Signed.contentId(Files.readAllBytes(source)))
                .contains("Version 3");
    }

    @Test
    void it_is_not_there_before_the_content_is_verified() throws Exception {
        Path other = Signed.file(home, "b.bin", 3, 2);
        shell.run("put", other.toString());

        Outcome outcome = shell.run("receipt", "/b.bin", "-o", receipt.toString());

        assertThat(outcome.exitCode()).isEqualTo(5);
        assertThat(outcome.err()).contains("not yet verified").contains("Try again");
        assertThat(receipt).doesNotExist();
    }

    @Test
    void a_file_that_differs_is_told_with_what_differs_and_ends_with_8() throws Exception {
        receipt();
        byte[] content = Files.readAllBytes(source);
        content[10 * MIB]++;
        Files.write(source, content);

        Outcome changed = verify();
        assertThat(changed.exitCode()).isEqualTo(8);
        assertThat(changed.err()).contains("is not what the receipt says").contains(Signed.contentId(content));
        assertThat(changed.out()).isEmpty();

        Files.write(source, new byte[7]);
        assertThat(verify().err()).contains("size: the receipt says 20971520 bytes, the file has 7");
        JsonNode line = verify("--json").json().getFirst();
        assertThat(line.path("matches").asBoolean(true)).isFalse();
        assertThat(line.path("differences")).hasSize(1);
    }

    @Test
    void a_receipt_that_was_tampered_with_is_not_believed() throws Exception {
        receipt();
        String text = Files.readString(receipt);
        Files.writeString(receipt, text.substring(0, 80) + (text.charAt(80) == 'A' ? 'B' : 'A') + text.substring(81));

        Outcome outcome = verify();

        assertThat(outcome.exitCode()).isEqualTo(8);
        assertThat(outcome.err()).contains("is not to be believed");
    }

    @Test
    void keys_of_one_s_own_are_believed_instead() throws Exception {
        receipt();
        Path keys =
                Files.writeString(home.resolve("keys.json"), cloud.receipts().jwks());
        Files.delete(kept());
        shell.with("CLOUDSTORE_SERVER", "");
        Outcome without = verify();
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("no keys of any server are kept here", "--keys", "cloudstore receipt PATH");
        assertThat(verify("--server", "localhost:1").err()).contains("no keys of http://localhost:1 are kept here");

        assertThat(verify("--keys", keys.toString()).exitCode()).isZero();

        cloud.receipts().forgetKeys();
        Files.writeString(keys, cloud.receipts().jwks());
        assertThat(verify("--keys", keys.toString()).exitCode()).isEqualTo(8);
        Files.writeString(keys, "{}");
        assertThat(verify("--keys", keys.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void the_keys_of_every_server_are_looked_through_and_whose_it_was_is_told() throws Exception {
        receipt();
        try (FakeCloud other = new FakeCloud()) {
            String elsewhere = other.url().toString();
            shell.run("signup", "bob", "--server", elsewhere, "--password-stdin", Shell.PASSWORD);
            shell.run("put", source.toString(), "--server", elsewhere);
            Path others = home.resolve("other.receipt");
            String[] get = {"receipt", "/a.bin", "-o", others.toString(), "--server", elsewhere};
            shell.run(get);
            assertThat(shell.run(get).exitCode()).isZero();

            shell.with("CLOUDSTORE_SERVER", "");
            Outcome verified = shell.run("verify", source.toString(), others.toString());
            assertThat(verified.exitCode()).as(verified.err()).isZero();
            assertThat(verified.out())
                    .contains(" of " + elsewhere + "\n")
                    .doesNotContain(cloud.url().toString());
            assertThat(verify().out()).contains(" of " + cloud.url() + "\n");
            assertThat(verify("--json").json().getFirst().path("servers"))
                    .singleElement()
                    .satisfies(server ->
                            assertThat(server.asString()).isEqualTo(cloud.url().toString()));

            Outcome ofOneServer = verify("--server", elsewhere);
            assertThat(ofOneServer.exitCode()).isEqualTo(8);
            assertThat(ofOneServer.err())
                    .contains("not among those trusted", "kept of " + elsewhere + ",")
                    .doesNotContain(cloud.url().toString());
            shell.with("CLOUDSTORE_SERVER", elsewhere);
            assertThat(verify()).as("the variable stands for the option").isEqualTo(ofOneServer);
            assertThat(verify("--server", cloud.url().toString()).exitCode()).isZero();
            shell.with("CLOUDSTORE_SERVER", "localhost:1");
            assertThat(verify().err()).contains("no keys of http://localhost:1 are kept here");
        }
    }

    /** Whoever made it can name any key in it, also one of a server that this person knows, and bring one of their own. */
    @Test
    void a_key_that_only_the_receipt_names_is_not_believed_and_where_was_looked_is_told() throws Exception {
        receipt();
        try (FakeCloud mallory = new FakeCloud()) {
            Files.writeString(
                    receipt, mallory.receipts().sign(mallory.receipts().claims(20 * MIB, "x")));
            Outcome unknown = verify();
            assertThat(unknown.exitCode()).isEqualTo(8);
            assertThat(unknown.err())
                    .contains("not to be believed", "not among those trusted")
                    .contains("kept of " + cloud.url(), kept().getParent().toString())
                    .contains("cloudstore receipt PATH --server URL", "--keys FILE");

            Files.writeString(
                    receipt,
                    mallory.receipts()
                            .sign(cloud.receipts().header(), mallory.receipts().claims(20 * MIB, "x")));
            assertThat(verify().exitCode()).isEqualTo(8);
            assertThat(verify().err()).contains("its signature is not that of the key");
        }
    }

    /** Names are whatever stands in the receipt: ESC and CR would wipe the line that says what is wrong, LF forge one. */
    @Test
    void what_a_receipt_names_does_not_steer_the_terminal() throws Exception {
        receipt();
        Path keys =
                Files.writeString(home.resolve("keys.json"), cloud.receipts().jwks());
        Map<String, Object> header = cloud.receipts().header();
        header.put("kid", "\u001b[2K\rx\nfine");
        Files.writeString(
                receipt, cloud.receipts().sign(header, cloud.receipts().claims(20 * MIB, "x")));
        for (Outcome outcome : List.of(verify(), verify("--keys", keys.toString()))) {
            assertThat(outcome.exitCode()).isEqualTo(8);
            assertThat(outcome.err())
                    .contains("signed with the key \\u001b[2K\\u000dx\\u000afine, which")
                    .doesNotContain("\u001b", "\r", "\nfine");
        }
    }

    @Test
    void keys_that_can_t_be_read_are_in_the_way_of_no_other_server_s() throws Exception {
        receipt();
        shell.with("CLOUDSTORE_SERVER", "");
        Files.createDirectory(kept().resolveSibling("http%3A%2F%2Fb.example.json"));
        assertThat(verify().exitCode()).as("no file").isZero();
        Files.write(kept().resolveSibling("http%3A%2F%2Fc.example.json"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(verify().exitCode()).as("no UTF-8").isZero();
        Outcome ofOne = verify("--server", "http://b.example");
        assertThat(ofOne.exitCode()).isEqualTo(1);
        assertThat(ofOne.err()).contains("b.example.json can't be read", "remove it to begin anew");
        assertThat(verify("--server", "http://c.example").err()).contains("c.example.json: the keys are no JWK set");
        Path broken = Files.writeString(kept().resolveSibling("http%3A%2F%2Fa.example.json"), "{");
        Files.writeString(kept().resolveSibling("not a server.json"), "{");
        assertThat(verify().exitCode()).isZero();

        cloud.receipts().forgetKeys();
        Files.writeString(receipt, cloud.receipts().sign(cloud.receipts().claims(20 * MIB, "x")));
        Outcome outcome = verify();
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains(kept().getParent().toString(), ".example.json");
        assertThat(verify("--server", "http://a.example").err()).contains(broken.toString());
    }

    private Path kept() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve(".config/cloudstore/receipt-keys"))) {
            return files.filter(file -> file.toString().contains("127.0.0.1"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void after_a_rotation_the_old_receipt_and_the_new_one_are_good() throws Exception {
        receipt();
        assertThat(receipt().err()).isEmpty();
        Path old = Files.copy(receipt, home.resolve("old.receipt"));
        cloud.receipts().rotate();

        Outcome got = receipt();

        assertThat(got.exitCode()).isZero();
        assertThat(got.err()).contains("has added a key");
        assertThat(verify().exitCode()).isZero();
        assertThat(Files.readString(receipt)).isNotEqualTo(Files.readString(old));
        assertThat(shell.run("verify", source.toString(), old.toString()).exitCode())
                .isZero();
    }

    @Test
    void a_key_that_is_not_published_yet_is_waited_for() {
        cloud.receipts().rotateUnpublished();

        Outcome outcome = receipt();

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.err()).contains("not publish yet");
        assertThat(receipt).doesNotExist();
    }

    /** Trust on first use: whoever answers with other keys later may be somebody else. */
    @Test
    void a_server_that_no_longer_publishes_the_kept_keys_is_not_believed_unless_one_says_so() throws Exception {
        receipt();
        String before = Files.readString(receipt);
        cloud.receipts().forgetKeys();

        Outcome refused = receipt();

        assertThat(refused.exitCode()).isEqualTo(8);
        assertThat(refused.err()).contains("somebody else").contains("--trust-keys");
        assertThat(receipt).hasContent(before.strip());
        assertThat(receipt("--trust-keys").exitCode()).isZero();
        assertThat(verify().exitCode()).isZero();
        Files.writeString(receipt, before);
        assertThat(verify().exitCode()).as("the keys kept first stay").isZero();
    }

    @Test
    void json_tells_all_that_a_receipt_states() {
        JsonNode line = receipt("--json").json().getFirst();

        assertThat(line.propertyNames())
                .containsExactly("path", "target", "fileId", "version", "size", "contentId", "verifiedAt", "key");
        JsonNode verified = verify("--json").json().getFirst();
        assertThat(verified.path("matches").asBoolean()).isTrue();
        assertThat(verified.path("key").asString()).isEqualTo(line.path("key").asString());
    }

    @Test
    void what_is_not_there_is_named() {
        assertThat(shell.run("receipt", "/nothing").exitCode()).isEqualTo(4);
        assertThat(shell.run("receipt", "/").exitCode()).isEqualTo(2);
        receipt();
        assertThat(shell.run("verify", home.resolve("nowhere").toString(), receipt.toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(shell.run(
                                "verify",
                                source.toString(),
                                home.resolve("nowhere").toString())
                        .exitCode())
                .isEqualTo(4);
        assertThat(shell.run("verify", home.toString(), receipt.toString()).exitCode())
                .isEqualTo(1);
    }
}
