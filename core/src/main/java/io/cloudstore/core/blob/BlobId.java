package io.cloudstore.core.blob;

import java.util.UUID;

/** Names a blob. */
public record BlobId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
