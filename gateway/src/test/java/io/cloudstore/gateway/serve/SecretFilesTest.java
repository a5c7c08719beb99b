package io.cloudstore.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.functions.token.Tokens;
import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The keys that a served cloud makes for itself. */
class SecretFilesTest {
    private final Map<String, String> parameters = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void files() {
        for (String name : new String[] {"TokenKey", "TokenKeys", "ReceiptKey", "ReceiptKeys"}) {
            parameters.put(name, "file:" + file(name));
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private SecretFiles secrets() {
        return new SecretFiles(Map.copyOf(parameters));
    }

    @ParameterizedTest
    @CsvSource({"TokenKey, TokenKeys", "ReceiptKey, ReceiptKeys"})
    void keys_are_made_once_for_their_owner_alone(String privateKey, String publicKeys) throws IOException {
        secrets().makeKeys();
        String made = Files.readString(file(privateKey));
        assertThat(file(publicKeys)).hasContent(Tokens.publicKeys(made));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(privateKey))))
                .isEqualTo("rw-------");
        secrets().makeKeys();
        assertThat(file(privateKey)).hasContent(made);
        assertThat(folder).isDirectoryNotContaining("glob:**next*");
    }

    @Test
    void receipts_have_a_key_of_their_own() throws IOException {
        secrets().makeKeys();
        assertThat(Files.readString(file("ReceiptKey"))).isNotEqualTo(Files.readString(file("TokenKey")));

        parameters.put("ReceiptKey", parameters.get("TokenKey"));
        parameters.put("ReceiptKeys", parameters.get("TokenKeys"));
        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("key of their own");
    }

    @Test
    void receipts_are_not_signed_with_the_key_of_access_tokens_wherever_its_public_half_lies() {
        parameters.put("ReceiptKey", parameters.get("TokenKey"));

        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("key of their own");
    }

    /** Else everybody could sign in, and nobody would be let in. */
    @ParameterizedTest
    @CsvSource({"TokenKey, TokenKeys", "ReceiptKey, ReceiptKeys"})
    void keys_that_are_no_pair_are_refused(String privateKey, String publicKeys) throws IOException {
        Files.writeString(file(privateKey), Tokens.newKeyPair().privateKey());
        Files.writeString(file(publicKeys), Tokens.newKeyPair().publicKeys());

        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file(publicKeys).toString())
                .hasMessageContaining("not those of the private key");
    }

    @Test
    void what_is_no_key_is_refused_and_not_shown() throws IOException {
        Files.writeString(file("ReceiptKey"), "hunter2");

        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("ReceiptKey")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TokenKey", "TokenKeys", "ReceiptKey", "ReceiptKeys"})
    void half_a_pair_is_refused(String missing) {
        parameters.remove(missing);

        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(missing)
                .hasMessageContaining("two halves of one");
        assertThat(folder).isEmptyDirectory();
    }

    /** Who served before there were receipts has parameters without them. */
    @Test
    void keys_of_access_tokens_alone_are_refused_with_what_to_add() {
        parameters.remove("ReceiptKey");
        parameters.remove("ReceiptKeys");

        assertThatThrownBy(secrets()::makeKeys)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("name files for ReceiptKey and ReceiptKeys too");
    }

    @Test
    void a_rotation_changes_the_key_of_receipts_and_keeps_the_public_half_of_the_old_one() throws IOException {
        secrets().makeKeys();
        String old = Files.readString(file("ReceiptKey"));
        String token = Files.readString(file("TokenKey"));

        secrets().rotateReceiptKey();

        String next = Files.readString(file("ReceiptKey"));
        assertThat(next).isNotEqualTo(old);
        String published = Files.readString(file("ReceiptKeys"));
        Tokens.requirePair(old, published);
        Tokens.requirePair(next, published);
        assertThat(file("TokenKey")).hasContent(token);
        assertThat(folder).isDirectoryNotContaining("glob:**next*");
        secrets().makeKeys();
        assertThat(file("ReceiptKey")).hasContent(next);
    }

    @Test
    void keys_that_are_elsewhere_or_not_there_are_not_rotated_here() {
        assertThatThrownBy(secrets()::rotateReceiptKey)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file("ReceiptKeys").toString());
        assertThat(folder).isEmptyDirectory();
        parameters.put("ReceiptKey", "ssm:/cloudstore/receipt-key");
        parameters.put("ReceiptKeys", "ssm:/cloudstore/receipt-keys");
        assertThatThrownBy(secrets()::rotateReceiptKey)
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("migrate");
    }
}
