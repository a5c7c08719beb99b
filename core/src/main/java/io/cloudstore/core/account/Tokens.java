package io.cloudstore.core.account;

import io.cloudstore.core.work.Draw;
import io.cloudstore.protocol.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** The pair of tokens that a session hands out. A refresh token is 256 random bits, of which only the hash is kept. */
final class Tokens {
    private static final int REFRESH_BYTES = 32;

    private final IssueToken issuer;
    private final SignInRules rules;
    private final Draw draw;

    Tokens(IssueToken issuer, SignInRules rules, Draw draw) {
        this.issuer = issuer;
        this.rules = rules;
        this.draw = draw;
    }

    String newRefreshToken() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(draw.secret(REFRESH_BYTES));
    }

    Sha256 hashOf(String refreshToken) {
        return Sha256.digestOf(refreshToken.getBytes(StandardCharsets.UTF_8));
    }

    Instant refreshEnd(Instant now) {
        return now.plus(rules.refreshLife());
    }

    SignedIn pair(Account account, SessionId session, String refreshToken, Instant now) {
        Instant end = now.plus(rules.accessLife());
        return new SignedIn(account, issuer.issue(account.id(), session, now, end), end, refreshToken);
    }
}
