package io.cloudstore.core.sweep;

import java.time.Duration;

/**
 * The numbers that the scrub goes by.
 *
 * @param bytes most bytes that one run reads; none when 0. A part that is longer is never read
 * @param parts most parts that one run reads, each of another blob
 * @param every from one run to the next
 */
public record ScrubRules(long bytes, int parts, Duration every) {}
