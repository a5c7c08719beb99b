package io.cloudstore.core.admission;

import io.cloudstore.core.account.StoreSession;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The first thing that every function does with a call. The authorizer's verdict may be minutes old: the token's end is
 * checked again, and the session's state is read from the primary. Neither a cached verdict nor an emptied Redis lets a
 * session that was signed out do anything.
 */
public final class Admit {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final StoreSession sessions;
    private final LimitCalls limits;
    private final int callsPerMinute;
    private final Clock clock;

    /** With the most calls an account may make in a minute. */
    public Admit(StoreSession sessions, LimitCalls limits, int callsPerMinute, Clock clock) {
        this.sessions = sessions;
        this.limits = limits;
        this.callsPerMinute = callsPerMinute;
        this.clock = clock;
    }

    /**
     * Admits the caller that the authorizer's verdict names.
     *
     * @throws ProblemException sign-in-required, session-ended, rate-limited
     */
    public Caller admit(ReadToken.Claims claims) {
        Instant now = clock.instant();
        if (!now.isBefore(claims.expiresAt())) {
            throw new ProblemException(ProblemCode.SIGN_IN_REQUIRED, "The access token has expired; refresh it.");
        }
        if (limits.count(claims.account().toString(), WINDOW) > callsPerMinute) {
            throw ProblemException.retryAfter(
                    ProblemCode.RATE_LIMITED, "An account may make " + callsPerMinute + " calls a minute.", 60);
        }
        if (!sessions.isLive(claims.session(), claims.account(), now)) {
            throw new ProblemException(ProblemCode.SESSION_ENDED, "Sign in again.");
        }
        return new Caller(claims.account(), claims.session());
    }
}
