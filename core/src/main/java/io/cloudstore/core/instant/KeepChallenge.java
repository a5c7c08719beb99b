package io.cloudstore.core.instant;

import io.cloudstore.core.upload.UploadId;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.instant.Nonce;
import java.time.Instant;
import java.util.Optional;

/** Keeps the one challenge that an upload may have. What is done here commits at once. */
public interface KeepChallenge {
    /**
     * Gives an open upload a challenge, in the place of the one before.
     *
     * @param uploadExpiresAt when the upload expires unless something else happens to it; never moves back
     * @return false, and nothing changes, when the upload is not open
     */
    boolean put(UploadId upload, Pending challenge, Instant uploadExpiresAt);

    /**
     * Uses an open upload's challenge up: of any number of callers one gets it.
     *
     * @return none if there is none, it has ended by {@code now}, or somebody else has it
     */
    Optional<Pending> use(UploadId upload, Instant now);

    /**
     * A challenge that waits for its proof.
     *
     * @param claimed what the client says that it has
     * @param expiresAt when it ends
     */
    record Pending(ContentId claimed, Nonce nonce, Instant expiresAt) {}
}
