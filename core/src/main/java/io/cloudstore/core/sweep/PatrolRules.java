package io.cloudstore.core.sweep;

import java.time.Duration;

/**
 * The numbers that the walks over rows and over buckets go by.
 *
 * @param rows most blobs that one step looks at, with a call of the store for each, and most keys that one step cleans
 * @param objects most objects, or multipart uploads, that one step lists
 * @param rest between the end of a round and the next
 * @param age what no row knows is deleted when it is older
 * @param percent no more than this share of what was looked at is deleted or quarantined: more says that the rows are wrong
 */
public record PatrolRules(int rows, int objects, Duration rest, Duration age, int percent) {
    /** Whether {@code some} of {@code all} are more than may be wrong. */
    boolean isTooMany(long some, long all) {
        return some * 100 > all * percent;
    }
}
