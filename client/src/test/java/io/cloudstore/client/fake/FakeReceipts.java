package io.cloudstore.client.fake;

import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.KeySetView;
import io.cloudstore.protocol.wire.ReceiptClaims;
import io.cloudstore.protocol.wire.ReceiptView;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Signs receipts as the service does, with Java's own cryptography; and otherwise than it does, for tests. */
public final class FakeReceipts {
    /** When everything was verified. */
    public static final Instant VERIFIED = Instant.parse("2026-03-01T12:00:00.123456Z");

    private static final JsonMapper JSON = new JsonMapper();

    private final List<KeyPair> keys = new ArrayList<>();
    private int published;

    /** With one key. */
    public FakeReceipts() {
        rotate();
    }

    /** A new key signs, and all are published. */
    public void rotate() {
        keys.add(newKey());
        published = keys.size();
    }

    /** A new key signs that is not published yet. */
    public void rotateUnpublished() {
        keys.add(newKey());
    }

    /** As set up anew: the keys before are gone. */
    public void forgetKeys() {
        keys.clear();
        rotate();
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    ReceiptView receipt(FileView file) {
        if (!file.place().equals("stored")) {
            throw ProblemException.retryAfter(ProblemCode.NOT_VERIFIED_YET, "The transfer is not through.", 5);
        }
        return new ReceiptView(sign(claims(file.size(), file.contentId())));
    }

    /** Claims about content, as the service would make them. */
    public Map<String, Object> claims(long size, String contentId) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", "cloudstore");
        claims.put("iat", 1_772_366_400);
        claims.put("fileId", "0195b2c5-7c5e-7000-8000-000000000001");
        claims.put("version", 3);
        claims.put("size", size);
        claims.put("partSize", PartPlan.of(size).partSize());
        claims.put("contentId", contentId);
        claims.put("verifiedAt", VERIFIED.toString());
        return claims;
    }

    /** A receipt with these claims, signed with the newest key. */
    public String sign(Map<String, Object> claims) {
        return sign(header(), claims);
    }

    /** The header of a receipt signed with the newest key. */
    public Map<String, Object> header() {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", ReceiptClaims.ALGORITHM);
        header.put("typ", ReceiptClaims.TYPE);
        header.put("kid", view(keys.getLast()).kid());
        return header;
    }

    /** A JWS with this header and these claims, signed with the newest key. */
    public String sign(Map<String, Object> header, Map<String, Object> claims) {
        String signed = encode(JSON.writeValueAsBytes(header)) + "." + encode(JSON.writeValueAsBytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getLast().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys that are published, as a JWK set. */
    public String jwks() {
        return JSON.writeValueAsString(new KeySetView(
                keys.subList(0, published).stream().map(FakeReceipts::view).toList()));
    }

    /** The same, among keys of other kinds. */
    public Map<String, Object> keySet() {
        List<Object> all = new ArrayList<>();
        all.add(Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB"));
        all.addAll(keys.subList(0, published).stream().map(FakeReceipts::view).toList());
        return Map.of("keys", all);
    }

    private static KeySetView.Key view(KeyPair pair) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        String x = encode(coordinate(key.getW().getAffineX().toByteArray()));
        String y = encode(coordinate(key.getW().getAffineY().toByteArray()));
        String members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
        String name =
                encode(Sha256.digestOf(members.getBytes(StandardCharsets.UTF_8)).bytes());
        return new KeySetView.Key("EC", "P-256", "sig", "ES256", name, x, y);
    }

    /** 32 bytes, however many Java's number has. */
    private static byte[] coordinate(byte[] number) {
        byte[] fixed = new byte[32];
        int length = Math.min(32, number.length);
        System.arraycopy(number, number.length - length, fixed, 32 - length, length);
        return fixed;
    }

    /** Base64url without padding. */
    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
