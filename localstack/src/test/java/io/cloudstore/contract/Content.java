package io.cloudstore.contract;

import io.cloudstore.protocol.content.Sha256;
import java.security.MessageDigest;
import java.util.Random;

/** Bytes that are the same in every run. */
final class Content {
    private Content() {}

    static byte[] bytes(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Part {@code n} of three: two of {@code partSize} bytes, then one of three bytes. */
    static byte[] partOfThree(int n, int partSize) {
        return bytes(n == 3 ? 3 : partSize, 100 + n);
    }

    static Sha256 digestOfThreeParts(int partSize) {
        MessageDigest digest = Sha256.newDigest();
        for (int n = 1; n <= 3; n++) {
            digest.update(partOfThree(n, partSize));
        }
        return Sha256.of(digest.digest());
    }
}
