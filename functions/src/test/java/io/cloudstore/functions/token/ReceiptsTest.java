package io.cloudstore.functions.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.protocol.wire.KeySetView;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ReceiptClaims CLAIMS = new ReceiptClaims(
            "cloudstore",
            NOW.getEpochSecond(),
            "0195b2c5-7c5e-7000-8000-000000000001",
            3,
            20L << 20,
            8L << 20,
            "ab".repeat(32) + "-3",
            NOW.minusSeconds(60));

    private final Tokens.KeyPair pair = Tokens.newKeyPair();
    private final String receipt = Tokens.signingReceipts(pair::privateKey).sign(CLAIMS);

    private static boolean isSignedBy(KeySetView.Key key, String receipt) throws Exception {
        var publicKey = ECKey.parse(Map.of("kty", key.kty(), "crv", key.crv(), "x", key.x(), "y", key.y()));
        return JWSObject.parse(receipt).verify(new ECDSAVerifier(publicKey));
    }

    @Test
    void the_header_names_type_algorithm_and_thumbprint_and_nothing_else() throws Exception {
        String thumbprint = ECKey.parse(pair.privateKey()).computeThumbprint().toString();
        assertThat(JWSObject.parse(receipt).getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "ES256", "typ", "cloudstore-receipt+jwt", "kid", thumbprint));
    }

    @Test
    void the_payload_is_the_claims_and_nothing_else() throws Exception {
        assertThat(JWSObject.parse(receipt).getPayload().toJSONObject())
                .isEqualTo(Map.of(
                        "iss",
                        "cloudstore",
                        "iat",
                        NOW.getEpochSecond(),
                        "fileId",
                        "0195b2c5-7c5e-7000-8000-000000000001",
                        "version",
                        3L,
                        "size",
                        20L << 20,
                        "partSize",
                        8L << 20,
                        "contentId",
                        "ab".repeat(32) + "-3",
                        "verifiedAt",
                        "2026-03-01T11:59:00Z"));
    }

    @Test
    void after_a_rotation_old_and_new_receipts_are_checked_with_the_published_keys() throws Exception {
        var privateKey = new AtomicReference<>(pair.privateKey());
        var publicKeys = new AtomicReference<>(pair.publicKeys());
        var signer = Tokens.signingReceipts(privateKey::get);
        var publisher = Tokens.publishing(privateKey::get, publicKeys::get);
        String before = signer.sign(CLAIMS);

        String next = Tokens.newPrivateKey();
        publicKeys.set(Tokens.withPublicHalf(publicKeys.get(), next));
        privateKey.set(next);
        String after = signer.sign(CLAIMS);

        var keys = publisher.publicKeys().keys();
        assertThat(keys).hasSize(2);
        assertThat(isSignedBy(keys.get(0), before)).isTrue();
        assertThat(isSignedBy(keys.get(1), after)).isTrue();
        assertThat(isSignedBy(keys.get(0), after)).isFalse();
        assertThat(keys).extracting(KeySetView.Key::kid).doesNotHaveDuplicates();
    }

    /** A function may have read the new private key and still hold the set from before. */
    @Test
    void the_key_in_force_is_always_among_the_published() throws Exception {
        Tokens.KeyPair next = Tokens.newKeyPair();
        var keys = Tokens.publishing(next::privateKey, pair::publicKeys)
                .publicKeys()
                .keys();

        assertThat(keys).hasSize(2);
        assertThat(isSignedBy(
                        keys.get(1), Tokens.signingReceipts(next::privateKey).sign(CLAIMS)))
                .isTrue();
    }

    @Test
    void nothing_of_a_private_key_is_published() {
        assertThat(Tokens.withPublicHalf(pair.publicKeys(), Tokens.newPrivateKey()))
                .doesNotContain("\"d\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.withPublicHalf(pair.privateKey(), Tokens.newPrivateKey()))
                .withMessageNotContaining("\"d\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.publishing(pair::privateKey, () -> "{\"keys\":[" + pair.privateKey() + "]}")
                        .publicKeys());
    }

    @Test
    void a_second_addition_of_the_same_key_changes_nothing() {
        String once = Tokens.withPublicHalf(pair.publicKeys(), pair.privateKey());

        assertThat(Tokens.withPublicHalf(once, pair.privateKey())).isEqualTo(once);
        assertThat(Tokens.publishing(pair::privateKey, () -> once).publicKeys().keys())
                .hasSize(1);
    }

    /** RFC 8725, section 3.12: even where somebody gave both the same key. */
    @Test
    void a_receipt_is_no_access_token_and_an_access_token_no_receipt() throws Exception {
        assertThat(Tokens.reading(pair::publicKeys).read(receipt, NOW)).isEmpty();

        String token = Tokens.issuing(pair::privateKey)
                .issue(new AccountId(UUID.randomUUID()), new SessionId(UUID.randomUUID()), NOW, NOW.plusSeconds(60));
        assertThat(JWSObject.parse(token).getHeader().getType().getType()).isNotEqualTo(ReceiptClaims.TYPE);
    }

    @Test
    void a_key_that_is_no_private_one_signs_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.signingReceipts(pair::publicKeys).sign(CLAIMS));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tokens.signingReceipts(() -> "hunter2").sign(CLAIMS))
                .withMessageNotContaining("hunter2");
    }
}
