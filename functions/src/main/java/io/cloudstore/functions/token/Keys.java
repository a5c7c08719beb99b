package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys as they come in: P-256 alone, each by the name that it gives itself. */
final class Keys {
    /** The one algorithm, whatever a token says of itself (RFC 8725, section 3.1). */
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private Keys() {}

    /**
     * The key written as a JWK.
     *
     * @throws IllegalArgumentException if it is none on P-256; the message shows nothing of it
     */
    static ECKey p256(String json) {
        try {
            return p256(JWK.parse(json));
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("the key is not a JWK");
        }
    }

    /** The key's name: its RFC 7638 thumbprint, whatever {@code kid} it carries. */
    static String nameOf(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /**
     * The public keys written as a JWK set, by their names, in the set's order.
     *
     * @throws IllegalArgumentException if they are no JWK set of public P-256 keys, at least one
     */
    static Map<String, ECKey> publicSet(String json) {
        Map<String, ECKey> keys = new LinkedHashMap<>();
        for (JWK jwk : parseSet(json).getKeys()) {
            ECKey key = p256(jwk);
            if (key.isPrivate()) {
                throw new IllegalArgumentException("there must be no private key among the public ones");
            }
            keys.put(nameOf(key), key);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one public key is needed");
        }
        return keys;
    }

    private static ECKey p256(JWK jwk) {
        if (jwk instanceof ECKey key && Curve.P_256.equals(key.getCurve())) {
            return key;
        }
        throw new IllegalArgumentException("the key must be an elliptic curve key on P-256");
    }

    private static JWKSet parseSet(String json) {
        try {
            return JWKSet.parse(json);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("the public keys are not a JWK set");
        }
    }
}
