package io.cloudstore.core.drive;

import java.util.UUID;

/** Names a file. */
public record FileId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
