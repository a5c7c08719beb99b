package io.cloudstore.core.instant;

import java.time.Duration;

/**
 * The numbers that part reuse goes by.
 *
 * @param width calls of the store that one call of ours makes at the same time
 * @param time no copy begins after so long
 */
public record ReuseRules(int width, Duration time) {}
