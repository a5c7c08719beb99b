package io.cloudstore.functions.s3;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.upload.StagingKey;
import java.util.UUID;

/** Object keys: a prefix and 32 lower-case hexadecimal digits. */
final class ObjectKeys {
    private ObjectKeys() {}

    static String staging(UUID key) {
        return StagingKey.write(key);
    }

    static String longTerm(UUID key) {
        return "blob/" + hex(key);
    }

    /** The key of a blob's object, in the bucket that its place names. */
    static String of(Blob blob) {
        return blob.place() == Place.STORED ? longTerm(blob.longTermKey()) : staging(blob.stagingKey());
    }

    private static String hex(UUID key) {
        return key.toString().replace("-", "");
    }
}
