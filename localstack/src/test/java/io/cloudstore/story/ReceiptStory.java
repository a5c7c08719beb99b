package io.cloudstore.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudstore.client.receipt.LocalContent;
import io.cloudstore.client.receipt.Receipt;
import io.cloudstore.client.receipt.ReceiptKeys;
import io.cloudstore.client.receipt.ReceiptRefusedException;
import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the store verified is stated once and for all, and whoever has the public keys can hold a file against it. */
@OnTheStack
class ReceiptStory {
    private final Person ann = Person.signedUp(Stack.current());

    @TempDir
    private Path folder;

    private static String receiptOf(JsonNode file) {
        return "/v1/files/" + file.path("id").asString() + "/receipt";
    }

    /** Asks until the transfer is through; until then the answer is always the same. */
    private String receipt(JsonNode file) {
        Reply given = await().atMost(Duration.ofSeconds(30)).until(() -> ann.get(receiptOf(file)), reply -> {
            if (reply.status() == 409) {
                assertThat(reply.code()).isEqualTo("not-verified-yet");
                assertThat(reply.headers().firstValue("Retry-After")).hasValue("5");
            }
            return reply.status() != 409;
        });
        assertThat(given.status()).as(given.raw()).isEqualTo(200);
        return given.text("receipt");
    }

    /** Whoever asks for the keys needs no account. */
    private ReceiptKeys keys() throws ReceiptRefusedException {
        Reply keys = ann.api.call("GET", "/.well-known/jwks.json", "", Map.of());
        assertThat(keys.status()).as(keys.raw()).isEqualTo(200);
        assertThat(keys.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
        assertThat(keys.raw()).doesNotContain("\"d\"");
        return ReceiptKeys.parse(keys.raw());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * Content.MIB, 20 * Content.MIB})
    void a_file_is_held_against_its_receipt_by_the_published_keys_alone(int size) throws Exception {
        Instant before = Instant.now();
        Content content = Content.ofSize(size);
        JsonNode file = ann.upload("thesis.bin", content);

        Receipt receipt = Receipt.read(receipt(file), keys());

        assertThat(receipt.claims().fileId()).isEqualTo(file.path("id").asString());
        assertThat(receipt.claims().version()).isOne();
        assertThat(receipt.contentId()).isEqualTo(content.contentId());
        assertThat(receipt.claims().verifiedAt())
                .isBetween(before.minusSeconds(60), Instant.now().plusSeconds(60));
        Path local = Files.write(folder.resolve("thesis.bin"), content.bytes());
        assertThat(LocalContent.of(local, receipt, read -> {}).differencesFrom(receipt))
                .isEmpty();
        Files.write(local, Content.ofSize(size + 1).bytes());
        assertThat(LocalContent.of(local, receipt, read -> {}).differencesFrom(receipt))
                .isNotEmpty();
    }

    @Test
    void a_receipt_opens_no_door_and_an_access_token_is_no_receipt() throws Exception {
        String receipt = receipt(ann.upload("a.bin", Content.ofSize(10)));
        ReceiptKeys keys = keys();

        assertThat(ann.api.call("GET", "/v1/me", receipt, Map.of()).status()).isEqualTo(401);
        assertThatThrownBy(() -> Receipt.read(ann.token(), keys)).isInstanceOf(ReceiptRefusedException.class);
    }
}
