package io.cloudstore.protocol.instant;

import io.cloudstore.protocol.content.Sha256;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof for one range of a challenge. */
public final class Proof {
    private static final String ALGORITHM = "HmacSHA256";

    private Proof() {}

    /**
     * HMAC-SHA256 of the range's bytes. Its key is nonce (32 bytes), upload id (the UUID's 16), number of the range
     * counted from 0 (4), offset (8) and length (4), the numbers big-endian: 64 bytes, which is HMAC's block.
     *
     * @param i number of the range, counted from 0
     * @param bytes the range's bytes
     */
    public static Sha256 of(Challenge challenge, int i, byte[] bytes) {
        ByteRange range = challenge.range(i);
        if (bytes.length != range.length()) {
            throw new IllegalArgumentException("range " + i + " has " + range.length() + " bytes, not " + bytes.length);
        }
        UUID upload = challenge.uploadId();
        ByteBuffer key = ByteBuffer.allocate(Nonce.BYTES + 2 * Long.BYTES + 2 * Integer.BYTES + Long.BYTES)
                .put(challenge.nonce().bytes())
                .putLong(upload.getMostSignificantBits())
                .putLong(upload.getLeastSignificantBits())
                .putInt(i)
                .putLong(range.offset())
                .putInt(range.length());
        return Sha256.of(hmac(key.array(), bytes));
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has HMAC-SHA256", impossible);
        }
    }
}
