package io.cloudstore.core.blob;

import java.util.UUID;

/**
 * Which domain new content falls into. A change moves no stored content.
 *
 * @param scope whom content is shared between
 * @param thresholdBytes content below this size is always the account's own
 */
public record DedupPolicy(Scope scope, long thresholdBytes) {
    /** Whom content is shared between. */
    public enum Scope {
        EVERYONE,
        ACCOUNT
    }

    /** The domain of new content of {@code size} bytes that {@code owner} uploads. */
    public Domain domainOf(UUID owner, long size) {
        return scope == Scope.EVERYONE && size >= thresholdBytes ? Domain.INSTALLATION : new Domain(owner);
    }
}
