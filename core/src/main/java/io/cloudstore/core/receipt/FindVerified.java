package io.cloudstore.core.receipt;

import io.cloudstore.core.blob.BlobId;
import io.cloudstore.protocol.content.PartPlan;
import java.time.Instant;
import java.util.Optional;

/** Finds when content was verified in long-term storage. */
public interface FindVerified {
    /** The blob's verification; none before it, and none for content that was stored before the time was kept. */
    Optional<Verified> verified(BlobId blob);

    /**
     * A verification.
     *
     * @param plan how the content is cut, as its row has it
     * @param at when, by the database's clock
     */
    record Verified(PartPlan plan, Instant at) {}
}
