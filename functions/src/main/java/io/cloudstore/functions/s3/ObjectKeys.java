package io.cloudstore.functions.s3;

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

    private static String hex(UUID key) {
        return key.toString().replace("-", "");
    }
}
