package io.cloudstore.core.instant;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.CountAttempts;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Duration;

/**
 * How often an account may claim content that it doesn't hold, and prove it by what can't be a proof or without a challenge.
 * Counted in the database: without a cache the limit holds as well.
 */
public final class LimitClaims {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final CountAttempts attempts;
    private final int claimsPerMinute;

    /** With the most claims an account may make in a minute. */
    public LimitClaims(CountAttempts attempts, int claimsPerMinute) {
        this.attempts = attempts;
        this.claimsPerMinute = claimsPerMinute;
    }

    /**
     * Counts a claim.
     *
     * @throws ProblemException rate-limited
     */
    public void count(AccountId account) {
        if (attempts.count("instant-claim", account.toString(), MINUTE) > claimsPerMinute) {
            throw ProblemException.retryAfter(
                    ProblemCode.RATE_LIMITED,
                    "An account may claim content that it doesn't hold " + claimsPerMinute
                            + " times a minute; send the bytes, or wait.",
                    MINUTE.toSeconds());
        }
    }
}
