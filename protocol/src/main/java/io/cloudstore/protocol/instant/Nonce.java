package io.cloudstore.protocol.instant;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@value #BYTES} random bytes that one challenge is made of; written as 64 lower-case hexadecimal digits. */
public final class Nonce {
    /** Bytes of a nonce. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Nonce(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a nonce has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** The nonce that these 32 bytes are. */
    public static Nonce of(byte[] random) {
        return new Nonce(random.clone());
    }

    /**
     * The nonce written as {@code hex}.
     *
     * @throws IllegalArgumentException unless it is 64 hexadecimal digits
     */
    public static Nonce parse(String hex) {
        return new Nonce(HexFormat.of().parseHex(hex));
    }

    /** The 32 bytes, copied. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Same bytes, compared in constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Nonce that && MessageDigest.isEqual(bytes, that.bytes);
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
