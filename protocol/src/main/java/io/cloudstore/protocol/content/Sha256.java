package io.cloudstore.protocol.content;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A SHA-256 digest: 32 bytes, written as 64 lower-case hexadecimal digits in JSON and as base64 in S3's headers. */
public final class Sha256 {
    /** Bytes of a digest. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** The digest that these 32 bytes are. */
    public static Sha256 of(byte[] digest) {
        return new Sha256(digest.clone());
    }

    /** The digest of {@code content}. */
    public static Sha256 digestOf(byte[] content) {
        return new Sha256(newDigest().digest(content));
    }

    /**
     * The digest written as {@code hex}.
     *
     * @throws IllegalArgumentException unless it is 64 lower-case hexadecimal digits
     */
    public static Sha256 parse(String hex) {
        if (hex.length() != 2 * BYTES || !hex.equals(hex.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("a SHA-256 digest is 64 lower-case hexadecimal digits");
        }
        return new Sha256(HexFormat.of().parseHex(hex));
    }

    /**
     * The digest that S3 writes as {@code base64}.
     *
     * @throws IllegalArgumentException unless it is the base64 of 32 bytes
     */
    public static Sha256 parseBase64(String base64) {
        return new Sha256(Base64.getDecoder().decode(base64));
    }

    /** A fresh SHA-256 computation. */
    public static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** The 32 bytes, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** As S3's {@code x-amz-checksum-sha256} header wants it. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Same bytes, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sha256 that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
