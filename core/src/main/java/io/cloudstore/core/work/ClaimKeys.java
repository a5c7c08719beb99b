package io.cloudstore.core.work;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Keeps which key of a creating call stands for which resource, inside the caller's transaction: the row commits with what
 * it stands for, or not at all. These are the first locks of a transaction.
 */
public interface ClaimKeys {
    /** How long a key is remembered: far longer than any client goes on repeating a call. */
    Duration LIFE = Duration.ofHours(24);

    /** A key with the resource that it stands for. */
    record Claim(CreationKey key, UUID resource) {}

    /**
     * Takes each key that nobody has for the resource beside it, and locks all of them until the transaction ends: of two
     * calls under one key the second waits for the end of the first.
     *
     * @param claims of one account and one route, each key once
     * @return what each key stands for, in the order of {@code claims}: the claim itself where the key was free
     */
    List<Claim> claim(List<Claim> claims);

    /** Gives keys of one account and one route back that this transaction took and needs no more, because what they were to stand for was refused. */
    void release(List<Claim> claims);
}
