package io.cloudstore.embedded.s3.checksum;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The message digests that every Java platform has. */
public final class Digests {
    private Digests() {}

    /** A fresh MD5, which S3's ETag is made of. */
    public static MessageDigest md5() {
        return of("MD5");
    }

    /** A fresh SHA-256. */
    public static MessageDigest sha256() {
        return of("SHA-256");
    }

    static MessageDigest of(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }
}
