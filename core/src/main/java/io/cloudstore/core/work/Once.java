package io.cloudstore.core.work;

import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets a creating call have its effect once, however often it comes. A call that is refused leaves no trace: it may come
 * again under its key and succeed.
 */
public final class Once {
    private final ClaimKeys keys;

    public Once(ClaimKeys keys) {
        this.keys = keys;
    }

    /**
     * Inside the transaction that is to create {@code resource}, before anything is locked: what an earlier call under the
     * same key created instead.
     *
     * @param key none if the call named itself by none: then nobody came before
     * @throws ProblemException idempotency-key-reused
     */
    public Optional<UUID> before(Optional<CreationKey> key, UUID resource) {
        return key.flatMap(named -> {
            Claim mine = new Claim(named, resource);
            return before(mine, keys.claim(List.of(mine)).getFirst());
        });
    }

    /**
     * What an earlier call under the key created, when {@code inForce} is what the key stands for.
     *
     * @throws ProblemException idempotency-key-reused
     */
    public static Optional<UUID> before(Claim mine, Claim inForce) {
        requireSameBody(mine.key(), inForce.key());
        return inForce.resource().equals(mine.resource()) ? Optional.empty() : Optional.of(inForce.resource());
    }

    /**
     * Returns if both calls, which are under one key, create the same.
     *
     * @throws ProblemException idempotency-key-reused
     */
    public static void requireSameBody(CreationKey mine, CreationKey earlier) {
        if (!mine.body().equals(earlier.body())) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "Send another call under another key, or the same call again.");
        }
    }
}
