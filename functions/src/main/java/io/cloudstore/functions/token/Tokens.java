package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.admission.ReadToken;
import java.util.function.Supplier;

/** Makes the adapters for access tokens, and key pairs for them. */
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
     * Looks at a key that tokens are to be issued with.
     *
     * @throws IllegalArgumentException if it is no private P-256 key as JWK; the message shows nothing of it
     */
    public static void requirePrivateKey(String key) {
        SignedTokens.parse(key);
    }

    /**
     * Looks at keys that tokens are to be read with.
     *
     * @throws IllegalArgumentException if they are no JWK set of public P-256 keys, at least one
     */
    public static void requirePublicKeys(String keys) {
        VerifiedTokens.parse(keys);
    }

    /** A new private key as JWK, from the operating system's randomness, for whoever sets up an installation. */
    public static String newPrivateKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(TokenFormat.ALGORITHM)
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
        return new JWKSet(TokenFormat.p256(privateKey).toPublicJWK()).toString();
    }

    /**
     * Looks whether tokens that are issued with a key will be read.
     *
     * @throws IllegalArgumentException if the public half of {@code privateKey} is not among {@code publicKeys}, or either
     *     is no key; the message shows nothing of them
     */
    public static void requirePair(String privateKey, String publicKeys) {
        requirePrivateKey(privateKey);
        if (!VerifiedTokens.parse(publicKeys).containsKey(TokenFormat.nameOf(TokenFormat.p256(privateKey)))) {
            throw new IllegalArgumentException(
                    "the public keys of access tokens are not those of the private key that signs them");
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
