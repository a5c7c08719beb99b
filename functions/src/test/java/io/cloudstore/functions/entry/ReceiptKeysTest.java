package io.cloudstore.functions.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.functions.token.Tokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The keys of receipts as the deployment makes and rotates them in Parameter Store, and as everybody reads them. */
class ReceiptKeysTest {
    private static final String ROTATE = Events.read("migrate-rotate-receipt-key");

    private ParameterStore store;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        store = new ParameterStore();
        Tokens.KeyPair first = Tokens.newKeyPair();
        store.parameters.put("/cloudstore/receipt-key", first.privateKey());
        store.parameters.put("/cloudstore/receipt-keys", first.publicKeys());
    }

    @AfterEach
    void stop() {
        store.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = Environment.all();
        environment.put("CLOUDSTORE_SECRETS_ENDPOINT", store.address());
        environment.put("CLOUDSTORE_RECEIPT_KEY", "ssm:/cloudstore/receipt-key");
        environment.put("CLOUDSTORE_RECEIPT_KEYS", "ssm:/cloudstore/receipt-keys");
        return environment;
    }

    /** The names of the keys that everybody is told. */
    private List<String> published() throws IOException {
        try (var download = new DownloadHandler(environment())) {
            JsonNode answer = Events.ask(download, Events.read("download-jwks"));
            assertThat(answer.path("statusCode").asInt()).isEqualTo(200);
            assertThat(answer.path("headers").path("Cache-Control").asString()).isEqualTo("public, max-age=300");
            return Events.JSON.readTree(answer.path("body").asString()).path("keys").values().stream()
                    .map(key -> key.path("kid").asString())
                    .toList();
        }
    }

    @Test
    void a_rotation_signs_with_a_new_key_and_keeps_the_old_ones_public_half() throws Exception {
        String oldKey = store.parameters.get("/cloudstore/receipt-key");
        List<String> before = published();
        assertThat(before).hasSize(1);

        try (var migrate = new MigrateHandler(environment())) {
            assertThat(Events.ask(migrate, ROTATE).asString()).isEqualTo("rotated");
            assertThat(Events.ask(migrate, ROTATE).asString()).isEqualTo("rotated");
        }

        assertThat(published()).hasSize(3).startsWith(before.getFirst());
        String newKey = store.parameters.get("/cloudstore/receipt-key");
        assertThat(newKey).isNotEqualTo(oldKey);
        String keys = store.parameters.get("/cloudstore/receipt-keys");
        Tokens.requirePair(oldKey, keys);
        Tokens.requirePair(newKey, keys);
    }

    @Test
    void a_key_that_is_not_known_is_not_rotated_and_nothing_else_is_done() throws Exception {
        String before = store.parameters.get("/cloudstore/receipt-key");
        try (var migrate = new MigrateHandler(environment())) {
            assertThatThrownBy(() -> Events.ask(migrate, "{\"rotate\":\"token-key\"}"))
                    .hasMessageContaining("token-key");
        }
        assertThat(store.parameters).containsEntry("/cloudstore/receipt-key", before);
    }

    @Test
    void keys_that_are_no_parameters_are_their_keeper_s_to_rotate() throws Exception {
        try (var migrate = new MigrateHandler(Environment.all())) {
            assertThatThrownBy(() -> Events.ask(migrate, ROTATE)).hasMessageContaining("CLOUDSTORE_RECEIPT_KEY");
        }
    }
}
