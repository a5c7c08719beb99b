package io.cloudstore.core.account;

import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Exchanges a refresh token for its successor. A used token that comes again after the grace was stolen, or its owner's
 * was: the whole session ends (RFC 9700, section 4.14.2).
 */
public final class RefreshSession {
    private final UnitOfWork work;
    private final StoreAccount accounts;
    private final StoreSession sessions;
    private final SignInRules rules;
    private final Tokens tokens;
    private final Clock clock;

    public RefreshSession(
            UnitOfWork work,
            StoreAccount accounts,
            StoreSession sessions,
            IssueToken issuer,
            SignInRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.sessions = sessions;
        this.rules = rules;
        this.tokens = new Tokens(issuer, rules, draw);
        this.clock = clock;
    }

    /**
     * Gets the next pair of tokens.
     *
     * @throws ProblemException refresh-refused
     */
    public SignedIn refresh(String refreshToken) {
        Instant now = clock.instant();
        String successor = tokens.newRefreshToken();
        return work.run(() -> exchange(tokens.hashOf(refreshToken), successor, now))
                .orElseThrow(() -> new ProblemException(ProblemCode.REFRESH_REFUSED, "Sign in again."));
    }

    /** None refuses; the refusal is not thrown in here, because ending the session must commit. */
    private Optional<SignedIn> exchange(Sha256 hash, String successor, Instant now) {
        Optional<StoreSession.RefreshToken> found = sessions.lockToken(hash);
        if (found.isEmpty() || !found.get().live() || !now.isBefore(found.get().expiresAt())) {
            return Optional.empty();
        }
        StoreSession.RefreshToken token = found.get();
        if (token.usedAt()
                .filter(used -> used.plus(rules.refreshGrace()).isBefore(now))
                .isPresent()) {
            sessions.revoke(token.session(), now);
            return Optional.empty();
        }
        sessions.rotate(token.session(), hash, tokens.hashOf(successor), now, tokens.refreshEnd(now));
        Account account = accounts.find(token.account()).orElseThrow();
        return Optional.of(tokens.pair(account, token.session(), successor, now));
    }
}
