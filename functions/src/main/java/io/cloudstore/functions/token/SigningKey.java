package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.util.Map;

/**
 * A private key in use.
 *
 * @param name its RFC 7638 thumbprint
 * @param publicKey its public half
 */
record SigningKey(String name, JWSSigner signer, ECKey publicKey) {
    /**
     * The key that {@code privateKey} is.
     *
     * @throws IllegalArgumentException if it is no private P-256 key as JWK; the message shows nothing of it
     */
    static SigningKey parse(String privateKey) {
        ECKey key = Keys.p256(privateKey);
        if (!key.isPrivate()) {
            throw new IllegalArgumentException("the key that signs must be a private one");
        }
        try {
            return new SigningKey(Keys.nameOf(key), new ECDSASigner(key), key.toPublicJWK());
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("the key that signs can't be used", unusable);
        }
    }

    /** A compact JWS whose header has the algorithm, {@code type} and the key's name, and nothing else. */
    String sign(JOSEObjectType type, Map<String, Object> claims) {
        var header =
                new JWSHeader.Builder(Keys.ALGORITHM).type(type).keyID(name).build();
        var signed = new JWSObject(header, new Payload(claims));
        try {
            signed.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException("it can't be signed", failed);
        }
        return signed.serialize();
    }

    /** Without the key: its text must not show it. */
    @Override
    public String toString() {
        return "SigningKey[" + name + "]";
    }
}
