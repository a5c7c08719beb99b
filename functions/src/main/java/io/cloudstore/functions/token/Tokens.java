package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.admission.ReadToken;
import io.cloudstore.core.receipt.PublishKeys;
import io.cloudstore.core.receipt.SignReceipt;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes the adapters for access tokens and for receipts, and key pairs for either. */
public final class Tokens {
    private Tokens() {}

    /**
     * Issues tokens. A token whose key is no private P-256 key is refused with an {@link IllegalArgumentException}.
     *
     * @param privateKey a private P-256 key as JWK; asked for at each token, not before
     */
    public static IssueToken issuing(Supplier<String> privateKey) {
        return new SignedTokens(privateKey);
    }

    /**
     * Reads tokens. While the keys are no set of public P-256 keys, every token is refused with an {@link
     * IllegalArgumentException}.
     *
     * @param publicKeys public P-256 keys as a JWK set, any of which may have signed; asked for at each token, not before
     */
    public static ReadToken reading(Supplier<String> publicKeys) {
        return new VerifiedTokens(publicKeys);
    }

    /**
     * Signs receipts. A receipt whose key is no private P-256 key is refused with an {@link IllegalArgumentException}.
     *
     * @param privateKey a private P-256 key as JWK, never that of access tokens; asked for at each receipt, not before
     */
    public static SignReceipt signingReceipts(Supplier<String> privateKey) {
        return new SignedReceipts(privateKey);
    }

    /**
     * Tells the public keys of receipts: those of the set, and the public half of the private key.
     *
     * @param publicKeys public P-256 keys as a JWK set; asked for at each use, as the private key is
     */
    public static PublishKeys publishing(Supplier<String> privateKey, Supplier<String> publicKeys) {
        return new PublishedKeys(privateKey, publicKeys);
    }

    /**
     * The set {@code publicKeys} with the public half of {@code privateKey} added at its end. What was signed with a key
     * that was there before stays good.
     *
     * @throws IllegalArgumentException if either is no key; the message shows nothing of them
     */
    public static String withPublicHalf(String publicKeys, String privateKey) {
        SigningKey added = SigningKey.parse(privateKey);
        Map<String, ECKey> all = Keys.publicSet(publicKeys);
        all.putIfAbsent(added.name(), added.publicKey());
        return new JWKSet(List.<JWK>copyOf(all.values())).toString();
    }

    /**
     * Looks at a key that is to sign tokens or receipts.
     *
     * @throws IllegalArgumentException if it is no private P-256 key as JWK; the message shows nothing of it
     */
    public static void requirePrivateKey(String key) {
        SigningKey _ = SigningKey.parse(key);
    }

    /**
     * Looks at public keys of tokens or receipts.
     *
     * @throws IllegalArgumentException if they are no JWK set of public P-256 keys, at least one
     */
    public static void requirePublicKeys(String keys) {
        Map<String, ECKey> _ = Keys.publicSet(keys);
    }

    /** A new private key as JWK, from the operating system's randomness, for whoever sets up an installation. */
    public static String newPrivateKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(Keys.ALGORITHM)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString();
        } catch (JOSEException impossible) {
            throw new AssertionError("every Java platform has P-256", impossible);
        }
    }

    /**
     * The JWK set of the one public key that belongs to {@code privateKey}.
     *
     * @throws IllegalArgumentException if it is no private P-256 key as JWK; the message shows none of it
     */
    public static String publicKeys(String privateKey) {
        requirePrivateKey(privateKey);
        return new JWKSet(Keys.p256(privateKey).toPublicJWK()).toString();
    }

    /**
     * Looks whether what is signed with a key will be believed.
     *
     * @throws IllegalArgumentException if the public half of {@code privateKey} is not among {@code publicKeys}, or either
     *     is no key; the message shows nothing of them
     */
    public static void requirePair(String privateKey, String publicKeys) {
        if (!Keys.publicSet(publicKeys).containsKey(SigningKey.parse(privateKey).name())) {
            throw new IllegalArgumentException("the public keys are not those of the private key that signs");
        }
    }

    /** A new private key and its public half. */
    public static KeyPair newKeyPair() {
        String privateKey = newPrivateKey();
        return new KeyPair(privateKey, publicKeys(privateKey));
    }

    /**
     * A key pair.
     *
     * @param privateKey JWK, a secret of whoever issues
     * @param publicKeys JWK set of the one public key
     */
    public record KeyPair(String privateKey, String publicKeys) {
        @Override
        public String toString() {
            return "KeyPair[" + publicKeys + "]";
        }
    }
}
