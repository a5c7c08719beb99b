package io.cloudstore.client.receipt;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A receipt that is believed.
 *
 * @param key the name of the key that signed it
 * @param contentId the content that it states
 * @param plan how that is cut
 */
public record Receipt(String key, ReceiptClaims claims, ContentId contentId, PartPlan plan) {
    /** Claims that this version doesn't know are passed over. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
    /** ES256 as JWS writes it: the two numbers one after the other (RFC 7518, section 3.4). */
    private static final String SIGNATURE = "SHA256withECDSAinP1363Format";

    /**
     * Reads a receipt that one of {@code trusted} signed.
     *
     * @throws ReceiptRefusedException if none did, or it is none, or of another kind
     */
    public static Receipt read(String text, ReceiptKeys trusted) throws ReceiptRefusedException {
        Compact jws = Compact.parse(text);
        String name = keyOf(jws);
        PublicKey key = trusted.named(name).orElseThrow(() -> ReceiptRefusedException.unknownKey(name));
        if (!isSigned(jws, key)) {
            throw new ReceiptRefusedException("its signature is not that of the key " + name);
        }
        return of(name, claims(jws));
    }

    private static String keyOf(Compact jws) throws ReceiptRefusedException {
        try {
            JsonNode header = JSON.readTree(jws.header());
            if (Set.copyOf(header.propertyNames()).equals(HEADERS)
                    && header.path("alg").asString("").equals(ReceiptClaims.ALGORITHM)
                    && header.path("typ").asString("").equals(ReceiptClaims.TYPE)) {
                return header.path("kid").asString("");
            }
        } catch (JacksonException unreadable) {
            // refused below
        }
        throw new ReceiptRefusedException("it is no receipt");
    }

    private static boolean isSigned(Compact jws, PublicKey key) {
        try {
            Signature check = Signature.getInstance(SIGNATURE);
            check.initVerify(key);
            check.update(jws.signed().getBytes(StandardCharsets.US_ASCII));
            return check.verify(jws.signature());
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException unusable) {
            return false; // a point that is not on the curve
        }
    }

    private static ReceiptClaims claims(Compact jws) throws ReceiptRefusedException {
        try {
            return JSON.readValue(jws.payload(), ReceiptClaims.class);
        } catch (JacksonException unreadable) {
            throw new ReceiptRefusedException("it states what this version can't read");
        }
    }

    private static Receipt of(String key, ReceiptClaims claims) throws ReceiptRefusedException {
        if (!ReceiptClaims.ISSUER.equals(claims.iss())) {
            throw new ReceiptRefusedException("its issuer is another");
        }
        try {
            ContentId contentId = ContentId.parse(claims.contentId());
            return new Receipt(
                    key, claims, contentId, new PartPlan(claims.size(), claims.partSize(), contentId.parts()));
        } catch (IllegalArgumentException unknown) {
            throw new ReceiptRefusedException(
                    "it states content that this version can't compute: " + unknown.getMessage());
        }
    }
}
