package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;

/** What issuing and reading agree on. */
final class TokenFormat {
    /** The one algorithm, whatever a token says of itself (RFC 8725, section 3.1). */
    static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
    /** The explicit type (RFC 8725, section 3.11; RFC 9068, section 2.1). */
    static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

    static final String ISSUER = "cloudstore";
    static final String AUDIENCE = "cloudstore";
    static final String SESSION = "sid";

    private TokenFormat() {}

    /**
     * The P-256 key that {@code jwk} is.
     *
     * @throws IllegalArgumentException if it is none; the message shows nothing of it
     */
    static ECKey p256(JWK jwk) {
        if (jwk instanceof ECKey key && Curve.P_256.equals(key.getCurve())) {
            return key;
        }
        throw new IllegalArgumentException("a token key must be an elliptic curve key on P-256");
    }

    /** The same for a JWK written as JSON. */
    static ECKey p256(String json) {
        try {
            return p256(JWK.parse(json));
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException("the token key is not a JWK");
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
}
