package io.cloudstore.core.sweep;

import java.time.Duration;

/**
 * The numbers that the sweep goes by.
 *
 * @param resendAfter a job is sent again when it has been due for so long
 * @param urlGrace a key is cleaned once more this long after its last URL died
 * @param forgetAfter done jobs and ended uploads are dropped after this long; longer than any queue keeps a message
 * @param batch most uploads, and most jobs of a kind, that one beat takes up
 * @param forgetBatch most rows of a kind that one beat drops
 */
public record SweepRules(Duration resendAfter, Duration urlGrace, Duration forgetAfter, int batch, int forgetBatch) {}
