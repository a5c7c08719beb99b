package io.cloudstore.core.transfer;

import java.time.Duration;

/**
 * The numbers that transfers go by.
 *
 * @param lease life of a lease
 * @param renewEvery a living worker renews its lease so often
 * @param width parts that are copied at the same time
 * @param stagingGrace for how long a staging object stays after its blob is stored, because URLs to it may live
 */
public record TransferRules(Duration lease, Duration renewEvery, int width, Duration stagingGrace) {}
