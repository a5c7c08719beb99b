package io.cloudstore.core.account;

import io.cloudstore.core.work.Draw;
import io.cloudstore.core.work.UnitOfWork;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;

/** Makes an account. A taken name must be told, so sign-ups are limited by address. */
public final class SignUp {
    private static final Duration HOUR = Duration.ofHours(1);

    private final UnitOfWork work;
    private final StoreAccount accounts;
    private final CountAttempts attempts;
    private final HashPassword hashes;
    private final KnowPasswords known;
    private final SignInRules rules;
    private final Draw draw;
    private final Clock clock;

    public SignUp(
            UnitOfWork work,
            StoreAccount accounts,
            CountAttempts attempts,
            HashPassword hashes,
            KnowPasswords known,
            SignInRules rules,
            Draw draw,
            Clock clock) {
        this.work = work;
        this.accounts = accounts;
        this.attempts = attempts;
        this.hashes = hashes;
        this.known = known;
        this.rules = rules;
        this.draw = draw;
        this.clock = clock;
    }

    /**
     * Makes the account.
     *
     * @param address where the call came from; sign-ups from there are counted together
     * @throws ProblemException sign-up-closed, invalid-request, weak-password, rate-limited, account-name-taken
     */
    public Account signUp(AccountName name, String password, String address) {
        if (rules.signUp() == SignInRules.Door.CLOSED) {
            throw new ProblemException(
                    ProblemCode.SIGN_UP_CLOSED, "Ask whoever runs this installation for an account.");
        }
        check(name, password);
        if (attempts.count("sign-up", address, HOUR) > rules.signUpsPerHour()) {
            throw ProblemException.retryAfter(
                    ProblemCode.RATE_LIMITED, "Too many accounts were made from here; try again in an hour.", 3600);
        }
        var account = new Account(new AccountId(draw.id()), name.value(), rules.quotaBytes(), 0, 0, clock.instant());
        String hash = hashes.hash(password);
        if (!work.run(() -> accounts.insert(account, hash))) {
            throw new ProblemException(ProblemCode.ACCOUNT_NAME_TAKEN, "Choose another name.");
        }
        return account;
    }

    /** Length and commonness alone, as NIST SP 800-63B-4 section 3.1.1.2 advises: no rules of composition. */
    private void check(AccountName name, String password) {
        int characters = password.codePointCount(0, password.length());
        if (characters < 12 || characters > 256) {
            throw new ProblemException(ProblemCode.WEAK_PASSWORD, "A password has 12 to 256 characters.");
        }
        if (password.equalsIgnoreCase(name.value()) || known.isCommon(password)) {
            throw new ProblemException(
                    ProblemCode.WEAK_PASSWORD, "That password is among the first an attacker tries.");
        }
    }
}
