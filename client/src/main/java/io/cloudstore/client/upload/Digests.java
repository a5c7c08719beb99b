package io.cloudstore.client.upload;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The digests of a source's parts, as far as they are known. Guarded by the board's lock. */
final class Digests {
    private final @Nullable Sha256[] digests;
    private int taken;
    private int known;

    Digests(PartPlan plan) {
        digests = new Sha256[plan.partCount()];
    }

    /** The number of the next part to hash, each once, in order; 0 when all were taken. */
    int take() {
        return taken == digests.length ? 0 : ++taken;
    }

    /** How many were taken to be hashed. */
    int taken() {
        return taken;
    }

    /** How many are known. */
    int known() {
        return known;
    }

    /** Part {@code n}, not known so far, has this digest. */
    void add(int n, Sha256 digest) {
        digests[n - 1] = digest;
        known++;
    }

    boolean isKnown(int n) {
        return digests[n - 1] != null;
    }

    /** The digest of a part that is known. */
    Sha256 of(int n) {
        return Objects.requireNonNull(digests[n - 1], "part is not hashed yet");
    }

    boolean areComplete() {
        return known == digests.length;
    }

    /** The content id, once all are known. */
    Optional<ContentId> contentId() {
        return areComplete()
                ? Optional.of(ContentId.ofParts(
                        Arrays.stream(digests).map(Objects::requireNonNull).toList()))
                : Optional.empty();
    }
}
