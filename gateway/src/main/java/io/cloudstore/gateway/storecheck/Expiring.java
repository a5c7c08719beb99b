package io.cloudstore.gateway.storecheck;

import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A URL that ends within moments, with what it would have stored.
 *
 * @param dead when it has ended by every clock, on ours
 */
record Expiring(UUID key, SignedPut put, byte[] content, Instant dead) {
    private static final Duration LIFE = Duration.ofSeconds(1);
    /** A signature is of a whole second, and so is what a store tells of its clock. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    /**
     * Signs one as of the earlier of two clocks, ours and the store's: it ends by both, however far they are apart.
     *
     * @param ahead how far the store's clock is ahead of ours
     */
    static Expiring signed(StoreToCheck store, Duration ahead, UUID key, byte[] content) {
        Clock earlier = ahead.isNegative() ? Clock.offset(store.clock(), ahead) : store.clock();
        try (S3 adapters = new S3(store.withoutPublicEndpoint(), earlier)) {
            SignedPut put = adapters.signPut().whole(key, Sha256.digestOf(content), content.length, Subject.TYPE, LIFE);
            return new Expiring(
                    key, put, content, store.clock().instant().plus(LIFE).plus(MARGIN));
        }
    }
}
