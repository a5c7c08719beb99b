package io.cloudstore.client.receipt;

import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.KeySetView;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Public keys that receipts are checked with, each by the name that it gives itself, whatever {@code kid} it carries. */
public final class ReceiptKeys {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CURVE = "P-256";
    /** Bytes of a coordinate on P-256. */
    private static final int COORDINATE = 32;

    private final Map<String, KeySetView.Key> keys;

    private ReceiptKeys(Map<String, KeySetView.Key> keys) {
        this.keys = keys;
    }

    /**
     * The keys written as a JWK set. What is no public key on P-256 is passed over (RFC 7517, section 5).
     *
     * @throws ReceiptRefusedException if it is no JWK set, or none of its keys is one of ours
     */
    public static ReceiptKeys parse(String jwks) throws ReceiptRefusedException {
        JsonNode set;
        try {
            set = JSON.readTree(jwks);
        } catch (JacksonException unreadable) {
            throw new ReceiptRefusedException("the keys are no JWK set");
        }
        return of(set);
    }

    /**
     * The keys of a JWK set, as {@link #parse} finds them.
     *
     * @throws ReceiptRefusedException if none of them is one of ours
     */
    static ReceiptKeys of(JsonNode set) throws ReceiptRefusedException {
        Map<String, KeySetView.Key> byName = new LinkedHashMap<>();
        for (JsonNode key : set.path("keys")) {
            String x = key.path("x").asString("");
            String y = key.path("y").asString("");
            if (key.path("kty").asString("").equals("EC")
                    && key.path("crv").asString("").equals(CURVE)
                    && coordinate(x).isPresent()
                    && coordinate(y).isPresent()) {
                byName.put(thumbprint(x, y), key(x, y));
            }
        }
        if (byName.isEmpty()) {
            throw new ReceiptRefusedException("there is no key of receipts among the keys");
        }
        return new ReceiptKeys(byName);
    }

    private static KeySetView.Key key(String x, String y) {
        return new KeySetView.Key("EC", CURVE, "sig", ReceiptClaims.ALGORITHM, thumbprint(x, y), x, y);
    }

    /** RFC 7638, section 3. */
    private static String thumbprint(String x, String y) {
        String members = "{\"crv\":\"" + CURVE + "\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
        Sha256 digest = Sha256.digestOf(members.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.bytes());
    }

    private static Optional<BigInteger> coordinate(String text) {
        return Compact.decode(text).filter(bytes -> bytes.length == COORDINATE).map(bytes -> new BigInteger(1, bytes));
    }

    /** The keys' names, the oldest first. */
    public List<String> names() {
        return List.copyOf(keys.keySet());
    }

    /** These keys, and the others after them. */
    public ReceiptKeys and(ReceiptKeys others) {
        Map<String, KeySetView.Key> all = new LinkedHashMap<>(keys);
        others.keys.forEach(all::putIfAbsent);
        return new ReceiptKeys(all);
    }

    /** The key of that name. */
    Optional<PublicKey> named(String name) {
        return Optional.ofNullable(keys.get(name)).map(ReceiptKeys::publicKey);
    }

    private static PublicKey publicKey(KeySetView.Key key) {
        try {
            AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(
                    coordinate(key.x()).orElseThrow(), coordinate(key.y()).orElseThrow());
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform that this client runs on has P-256", impossible);
        }
    }

    /** As a JWK set, to be kept. */
    public String toJson() {
        return JSON.writeValueAsString(new KeySetView(List.copyOf(keys.values())));
    }
}
