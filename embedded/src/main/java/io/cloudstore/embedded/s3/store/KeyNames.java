package io.cloudstore.embedded.s3.store;

import io.cloudstore.embedded.s3.checksum.Digests;
import io.cloudstore.embedded.s3.wire.UriEncoding;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * File names of keys. A key is one file, never a path: {@code a} and {@code a/b} live side by side, and {@code ../} is a
 * name like any other.
 */
final class KeyNames {
    /** Longer names than 255 bytes don't exist on Linux; some room is left. */
    private static final int LONGEST = 240;

    private static final char HASHED = '~';

    private KeyNames() {}

    static String fileName(String key) {
        // The dot and the tilde are encoded on top of the URI's rules: "." and ".." and hashed names stay free.
        String encoded = UriEncoding.encode(key).replace(".", "%2E").replace("~", "%7E");
        return encoded.length() <= LONGEST ? encoded : HASHED + sha256(key);
    }

    /** The key of a file name; empty when the name is hashed and only the file knows. */
    static Optional<String> key(String fileName) {
        return fileName.charAt(0) == HASHED ? Optional.empty() : Optional.of(UriEncoding.decodePath(fileName));
    }

    private static String sha256(String key) {
        return HexFormat.of().formatHex(Digests.sha256().digest(key.getBytes(StandardCharsets.UTF_8)));
    }
}
