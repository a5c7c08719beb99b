package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.upload.StagingKey;
import java.util.Optional;
import java.util.UUID;

/** Object keys: a prefix and 32 lower-case hexadecimal digits. */
final class ObjectKeys {
    private static final String LONG_TERM = "blob/";

    private ObjectKeys() {}

    static String staging(UUID key) {
        return StagingKey.write(key);
    }

    static String longTerm(UUID key) {
        return LONG_TERM + hex(key);
    }

    /** The key of a blob's object, in the bucket that its place names. */
    static String of(Blob blob) {
        return blob.place() == Place.STORED ? longTerm(blob.longTermKey()) : staging(blob.stagingKey());
    }

    /** The key that a long-term object's name writes; none if it is not one of ours. */
    static Optional<UUID> parseLongTerm(String name) {
        return name.startsWith(LONG_TERM)
                ? StagingKey.parse(StagingKey.PREFIX + name.substring(LONG_TERM.length()))
                : Optional.empty();
    }

    private static String hex(UUID key) {
        return key.toString().replace("-", "");
    }
}
