package io.cloudstore.functions.token;

import com.nimbusds.jose.JOSEObjectType;
import io.cloudstore.core.receipt.SignReceipt;
import io.cloudstore.protocol.wire.ReceiptClaims;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signs receipts with the private key in force: a type and a key pair of their own, no subject and no audience, so that no
 * rule of access tokens fits one (RFC 8725, section 3.12).
 */
final class SignedReceipts implements SignReceipt {
    private static final JOSEObjectType TYPE = new JOSEObjectType(ReceiptClaims.TYPE);

    private final Parsed<SigningKey> key;

    SignedReceipts(Supplier<String> privateKey) {
        this.key = new Parsed<>(privateKey, SigningKey::parse);
    }

    @Override
    public String sign(ReceiptClaims claims) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("iss", claims.iss());
        payload.put("iat", claims.iat());
        payload.put("fileId", claims.fileId());
        payload.put("version", claims.version());
        payload.put("size", claims.size());
        payload.put("partSize", claims.partSize());
        payload.put("contentId", claims.contentId());
        payload.put("verifiedAt", claims.verifiedAt().toString());
        return key.get().sign(TYPE, payload);
    }
}
