package io.cloudstore.core.sweep;

import io.cloudstore.core.work.StoreFailed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Walks over what lies in one bucket, a page at a time, in the order of keys. Throws {@link StoreFailed}. */
public interface WalkBucket {
    /**
     * A page of objects.
     *
     * @param after where the page before ended; empty for the first page
     */
    Page objects(String after, int limit);

    /** A page of multipart uploads that are under way. */
    Page multiparts(String after, int limit);

    /** Removes all that lies under a key. */
    void clean(UUID key);

    /**
     * What lies in the bucket.
     *
     * @param key the random part of its name; none if the name is not one that we give
     * @param since when the object was written, or the multipart upload begun
     */
    record Found(Optional<UUID> key, Instant since) {}

    /**
     * A page.
     *
     * @param next where the next page begins; empty at the end
     */
    record Page(List<Found> found, String next) {}
}
