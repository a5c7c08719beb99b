package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.IssueToken;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.admission.ReadToken;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens that are remembered rather than signed. */
public final class PlainTokens implements IssueToken, ReadToken {
    private final Map<String, Claims> issued = new ConcurrentHashMap<>();

    @Override
    public String issue(AccountId account, SessionId session, Instant issuedAt, Instant expiresAt) {
        String token = "token-" + issued.size();
        issued.put(token, new Claims(account, session, expiresAt));
        return token;
    }

    @Override
    public Optional<Claims> read(String token, Instant now) {
        return Optional.ofNullable(issued.get(token)).filter(claims -> now.isBefore(claims.expiresAt()));
    }
}
