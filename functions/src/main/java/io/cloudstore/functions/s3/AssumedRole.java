package io.cloudstore.functions.s3;

import io.cloudstore.core.work.StoreFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A role's session, renewed well before its end, since a presigned URL dies with the session that signed it. One caller
 * renews; meanwhile the others go on with the session that is still good, and wait only when there is none.
 */
final class AssumedRole implements Sessions {
    /** Longer than any URL lives, so that renewal never shortens one. */
    static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(20);
    /** A session with less time left is no longer worth a URL. */
    private static final Duration LEAST_USE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AssumedRole.class);

    private final Supplier<Session> assume;
    private final Clock clock;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Session session;

    AssumedRole(Supplier<Session> assume, Clock clock) {
        this.assume = assume;
        this.clock = clock;
    }

    @Override
    public Session current() {
        Session known = session;
        if (known != null && hasLeft(known, RENEWED_BEFORE_END)) {
            return known;
        }
        if (known != null && hasLeft(known, LEAST_USE)) {
            if (!renewal.tryLock()) {
                return known;
            }
        } else {
            renewal.lock();
        }
        try {
            return renew();
        } finally {
            renewal.unlock();
        }
    }

    private Session renew() {
        Session known = session;
        if (known != null && hasLeft(known, RENEWED_BEFORE_END)) {
            return known;
        }
        try {
            Session fresh = assume.get();
            session = fresh;
            return fresh;
        } catch (SdkException refused) {
            if (known != null && hasLeft(known, LEAST_USE)) {
                LOG.warn(
                        "the signer's session can't be renewed yet, it ends at {}: {}",
                        known.end(),
                        refused.toString());
                return known;
            }
            throw new StoreFailed("no session to sign URLs with", refused);
        }
    }

    private boolean hasLeft(Session known, Duration time) {
        Instant needed = clock.instant().plus(time);
        return known.end().isAfter(needed);
    }
}
