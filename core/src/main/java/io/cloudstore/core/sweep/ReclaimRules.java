package io.cloudstore.core.sweep;

import java.time.Duration;

/**
 * The numbers that reclamation goes by.
 *
 * @param tombstone for how long content that nothing refers to may still be revived
 * @param grace removed objects are looked for again this long after their removal and the end of the last URL for them
 */
public record ReclaimRules(Duration tombstone, Duration grace) {}
