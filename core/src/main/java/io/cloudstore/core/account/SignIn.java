package io.cloudstore.core.account;

import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Begins a session. A name that does not exist costs the same work, takes the same time and gets the same answer as a
 * wrong password. The counts live in the database: losing a cache never opens the door to guessing.
 */
public final class SignIn {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SIGN_IN = "sign-in";
    private static final String FAILURE = "failure";
    private static final String ADDRESS_FAILURE = "address-failure";
    private static final int MOST_DEVICE_CHARACTERS = 128;

    private final UnitOfWork work;
    private final StoreAccount accounts;
    private final StoreSession sessions;
    private final CountAttempts attempts;
    private final HashPassword hashes;
    private final SignInRules rules;
    private final Tokens tokens;
    private final Draw draw;
    private final Clock clock;
    private final String decoyHash;

    public SignIn(
            UnitOfWork work,
            StoreAccount accounts,
            StoreSession sessions,
            CountAttempts attempts,
            HashPassword hashes,
            IssueToken issuer,
            SignInRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.sessions = sessions;
        this.attempts = attempts;
        this.hashes = hashes;
        this.rules = rules;
        this.tokens = new Tokens(issuer, rules, draw);
        this.draw = draw;
        this.clock = clock;
        this.decoyHash = hashes.hash("a password that opens no account");
    }

    /**
     * Begins a session.
     *
     * @param device what the person calls this device; shortened to 128 characters
     * @param address where the call came from; attempts from there are counted together
     * @throws ProblemException wrong-credentials, too-many-failures, rate-limited
     */
    public SignedIn signIn(String name, String password, String device, String address) {
        String subject = name.toLowerCase(Locale.ROOT);
        refuseTooMany(subject, address);
        // A text that is no name finds nobody, whatever the database's comparison takes it for.
        Optional<StoreAccount.Credentials> credentials =
                AccountName.isPossible(name) ? accounts.credentials(name) : Optional.empty();
        String hash = credentials.map(StoreAccount.Credentials::passwordHash).orElse(decoyHash);
        boolean matches = hashes.matches(password, hash);
        if (credentials.isEmpty() || !matches) {
            attempts.count(FAILURE, subject, HOUR);
            attempts.count(ADDRESS_FAILURE, address, MINUTE);
            throw new ProblemException(ProblemCode.WRONG_CREDENTIALS, "Check name and password.");
        }
        return begin(credentials.get(), password, device);
    }

    private void refuseTooMany(String subject, String address) {
        if (attempts.peek(FAILURE, subject, HOUR) >= rules.failuresPerHour()) {
            throw ProblemException.retryAfter(
                    ProblemCode.TOO_MANY_FAILURES, "Too many failed sign-ins for this name; wait an hour.", 3600);
        }
        if (attempts.peek(ADDRESS_FAILURE, address, MINUTE) >= rules.addressFailuresPerMinute()) {
            throw ProblemException.retryAfter(
                    ProblemCode.TOO_MANY_FAILURES, "Too many failed sign-ins from here; wait a minute.", 60);
        }
        if (attempts.count(SIGN_IN, subject, HOUR) > rules.signInsPerHour()) {
            throw ProblemException.retryAfter(
                    ProblemCode.RATE_LIMITED, "Too many sign-ins for this name; wait an hour.", 3600);
        }
    }

    private SignedIn begin(StoreAccount.Credentials credentials, String password, String device) {
        Instant now = clock.instant();
        var session = new SessionId(draw.id());
        String refresh = tokens.newRefreshToken();
        Optional<String> betterHash =
                hashes.isOutdated(credentials.passwordHash()) ? Optional.of(hashes.hash(password)) : Optional.empty();
        Account account = work.run(() -> {
            betterHash.ifPresent(hash -> accounts.rehash(credentials.id(), hash));
            sessions.begin(session, credentials.id(), shorten(device), tokens.hashOf(refresh), tokens.refreshEnd(now));
            return accounts.find(credentials.id()).orElseThrow();
        });
        return tokens.pair(account, session, refresh, now);
    }

    private static String shorten(String device) {
        return device.codePointCount(0, device.length()) <= MOST_DEVICE_CHARACTERS
                ? device
                : device.substring(0, device.offsetByCodePoints(0, MOST_DEVICE_CHARACTERS));
    }
}
