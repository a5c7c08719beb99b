package io.cloudstore.core.sweep;

import java.time.Duration;

/**
 * The numbers that the scrub goes by.
 *
 * @param bytes most bytes that one run reads; none when 0. A part that is longer is never read
 * @param parts most parts that one run reads, each of another blob
 * @param every from one run to the next
 * @param percent when more than one, and more than this share, of the parts of a run differ, it is the reading that is wrong
 */
public record ScrubRules(long bytes, int parts, Duration every, int percent) {
    /** Whether {@code some} of {@code all} are more than may be wrong. */
    boolean isTooMany(int some, int all) {
        return some > 1 && some * 100 > all * percent;
    }
}
