package io.cloudstore.core.blob;

import java.util.UUID;

/**
 * The domain within which content is unique: one account, or the whole installation.
 *
 * @param value the account's id, or sixteen zero bytes
 */
public record Domain(UUID value) {
    /** Everybody's. */
    public static final Domain INSTALLATION = new Domain(new UUID(0, 0));
}
