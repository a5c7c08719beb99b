package io.cloudstore.client.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudstore.client.CloudstoreClient;
import io.cloudstore.client.fake.FakeCloud;
import io.cloudstore.client.fake.FakeReceipts;
import io.cloudstore.client.fake.Signed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed, and what a file is held against. */
class ReceiptTest {
    private static final int MIB = 1 << 20;
    private static final String CONTENT_ID = "ab".repeat(32);

    private final FakeReceipts service = new FakeReceipts();

    @TempDir
    private Path folder;

    private ReceiptKeys keys() throws ReceiptRefusedException {
        return ReceiptKeys.parse(service.jwks());
    }

    private static String reason(String text, ReceiptKeys keys) {
        try {
            return "believed: " + Receipt.read(text, keys);
        } catch (ReceiptRefusedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Receipt about(byte[] content) throws ReceiptRefusedException {
        return Receipt.read(service.sign(service.claims(content.length, Signed.contentId(content))), keys());
    }

    @Test
    void a_receipt_of_a_trusted_key_states_its_content() throws Exception {
        Receipt receipt = Receipt.read(service.sign(service.claims(1, CONTENT_ID)), keys());

        assertThat(receipt.contentId()).hasToString(CONTENT_ID);
        assertThat(receipt.plan().size()).isOne();
        assertThat(receipt.claims().version()).isEqualTo(3);
        assertThat(receipt.claims().verifiedAt()).isEqualTo(FakeReceipts.VERIFIED);
        assertThat(keys().names()).containsExactly(receipt.key());
    }

    @Test
    void after_a_rotation_an_old_receipt_and_a_new_one_are_believed() throws Exception {
        String before = service.sign(service.claims(1, CONTENT_ID));
        service.rotate();
        String after = service.sign(service.claims(1, CONTENT_ID));

        assertThat(Receipt.read(before, keys()).key())
                .isNotEqualTo(Receipt.read(after, keys()).key());
    }

    @Test
    void a_key_that_is_not_trusted_is_named() throws Exception {
        ReceiptKeys before = keys();
        service.rotate();

        assertThatExceptionOfType(ReceiptRefusedException.class)
                .isThrownBy(() -> Receipt.read(service.sign(service.claims(1, CONTENT_ID)), before))
                .withMessageContaining(keys().names().getLast())
                .matches(ReceiptRefusedException::isOfUnknownKey);
    }

    /** Its kid only selects: a name of a trusted key doesn't make another's signature good. */
    @Test
    void a_forged_receipt_under_a_trusted_name_is_refused() throws Exception {
        ReceiptKeys trusted = keys();
        Map<String, Object> header = service.header();
        service.rotate();

        assertThat(reason(service.sign(header, service.claims(1, CONTENT_ID)), trusted))
                .contains("signature");
    }

    @Test
    void any_change_of_one_character_makes_it_worthless() throws Exception {
        String receipt = service.sign(service.claims(1, CONTENT_ID));
        ReceiptKeys trusted = keys();
        for (int i = 0; i < receipt.length(); i++) {
            char other = receipt.charAt(i) == 'A' ? 'B' : 'A';
            String changed = receipt.substring(0, i) + other + receipt.substring(i + 1);
            assertThat(reason(changed, trusted)).as("character %s", i).doesNotStartWith("believed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "e30.e30.e30", "e30.e30.e30.e30", "…", "{}", "null.null.null"})
    void garbage_is_no_receipt(String garbage) throws Exception {
        assertThat(reason(garbage, keys())).isEqualTo("it is no receipt");
    }

    @Test
    void what_is_added_makes_it_worthless() throws Exception {
        String receipt = service.sign(service.claims(1, CONTENT_ID));
        for (String added : new String[] {"=", "A", " ", ".e30", "\n"}) {
            assertThat(reason(receipt + added, keys())).as(added).doesNotStartWith("believed");
        }
        assertThat(reason(receipt + "A".repeat(5_000), keys())).isEqualTo("it is no receipt");
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of("alg", "none"),
                Arguments.of("alg", "HS256"),
                Arguments.of("alg", "ES384"),
                Arguments.of("typ", "at+jwt"),
                Arguments.of("typ", "JWT"),
                Arguments.of("jwk", Map.of("kty", "EC")),
                Arguments.of("jku", "https://keys.example"),
                Arguments.of("crit", List.of("b64")));
    }

    /** RFC 8725: an access token, another algorithm, and a key that the receipt brings along. */
    @ParameterizedTest
    @MethodSource("headers")
    void a_header_that_says_something_else_is_refused_though_the_signature_is_good(String name, Object value)
            throws Exception {
        Map<String, Object> header = service.header();
        header.put(name, value);

        assertThat(reason(service.sign(header, service.claims(1, CONTENT_ID)), keys()))
                .isEqualTo("it is no receipt");
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of("iss", "another", "issuer"),
                Arguments.of("size", -1, "content"),
                Arguments.of("size", 9L << 20, "content"),
                Arguments.of("partSize", 5 << 20, "content"),
                Arguments.of("contentId", "short", "content"),
                Arguments.of("contentId", CONTENT_ID + "-2", "content"),
                Arguments.of("verifiedAt", "yesterday", "can't read"),
                Arguments.of("size", null, "can't read"),
                Arguments.of("contentId", null, "can't read"));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void claims_that_can_not_be_computed_are_refused_though_the_signature_is_good(
            String name, Object value, String reason) throws Exception {
        Map<String, Object> claims = service.claims(1, CONTENT_ID);
        claims.put(name, value);

        assertThat(reason(service.sign(claims), keys())).contains(reason);
        claims.remove(name);
        assertThat(reason(service.sign(claims), keys())).doesNotStartWith("believed");
    }

    @Test
    void claims_that_are_not_known_are_passed_over() throws Exception {
        Map<String, Object> claims = new LinkedHashMap<>(service.claims(1, CONTENT_ID));
        claims.put("colour", "blue");

        assertThat(reason(service.sign(claims), keys())).startsWith("believed");
    }

    @Test
    void keys_of_other_kinds_are_passed_over_and_a_set_without_ours_is_refused() throws Exception {
        String ours = service.jwks().replaceFirst("\\{\"keys\":\\[", "").replaceFirst("]}$", "");
        String others = "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"},{\"kty\":\"EC\",\"crv\":\"P-384\"},"
                + "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}";

        assertThat(ReceiptKeys.parse("{\"keys\":[" + others + "," + ours + "]}").names())
                .isEqualTo(keys().names());
        for (String none : new String[] {"", "{}", "[]", "{\"keys\":[" + others + "]}", "x"}) {
            assertThatExceptionOfType(ReceiptRefusedException.class).as(none).isThrownBy(() -> ReceiptKeys.parse(none));
        }
    }

    @Test
    void what_a_service_publishes_beside_our_keys_is_passed_over() throws Exception {
        try (FakeCloud cloud = new FakeCloud();
                CloudstoreClient client = Signed.in(cloud)) {
            assertThat(client.receipts().keys().names())
                    .isEqualTo(ReceiptKeys.parse(cloud.receipts().jwks()).names());
        }
    }

    /** A point that is not on the curve verifies nothing, whatever is signed. */
    @Test
    void a_key_that_is_none_believes_nothing() throws Exception {
        String point = FakeReceipts.encode(new byte[32]);
        ReceiptKeys keys = ReceiptKeys.parse(
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + point + "\",\"y\":\"" + point + "\"}]}");
        Map<String, Object> header = service.header();
        header.put("kid", keys.names().getFirst());

        assertThat(reason(service.sign(header, service.claims(1, CONTENT_ID)), keys))
                .doesNotStartWith("believed");
    }

    @Test
    void what_is_kept_of_keys_reads_back_as_the_same() throws Exception {
        service.rotate();

        assertThat(ReceiptKeys.parse(keys().toJson()).names())
                .isEqualTo(keys().names())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, 20 * MIB})
    void a_file_of_any_number_of_parts_is_what_its_receipt_says(int size) throws Exception {
        Path file = Signed.file(folder, "a", size, 1);
        Receipt receipt = about(Signed.bytes(size, 1));
        var read = new AtomicLong();

        LocalContent found = LocalContent.of(file, receipt, read::addAndGet);

        assertThat(found.differencesFrom(receipt)).isEmpty();
        assertThat(read).hasValue(size);
    }

    @Test
    void a_byte_that_changed_is_told_as_another_content_id() throws Exception {
        byte[] content = Signed.bytes(20 * MIB, 1);
        Receipt receipt = about(content);
        content[9 * MIB]++;
        Path file = Files.write(folder.resolve("a"), content);

        assertThat(LocalContent.of(file, receipt, read -> {}).differencesFrom(receipt))
                .containsExactly("content id: the receipt says " + receipt.contentId() + ", the file's is "
                        + Signed.contentId(content));
    }

    @Test
    void another_size_is_told_without_reading_the_file() throws Exception {
        Path file = Signed.file(folder, "a", 9 * MIB, 1);
        Receipt receipt = about(Signed.bytes(9 * MIB + 1, 1));
        var read = new AtomicLong();

        assertThat(LocalContent.of(file, receipt, read::addAndGet).differencesFrom(receipt))
                .containsExactly("size: the receipt says 9437185 bytes, the file has 9437184");
        assertThat(read).hasValue(0);
    }

    @Test
    void what_is_cut_is_cut_where_the_receipt_is_signed() throws Exception {
        String[] parts = service.sign(service.claims(1, CONTENT_ID)).split("\\.", -1);
        String other = FakeReceipts.encode("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(reason(other + "." + parts[1] + "." + parts[2], keys())).isEqualTo("it is no receipt");
    }
}
