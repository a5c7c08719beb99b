package io.cloudstore.core.admission;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Verifies access tokens: signature, type, issuer, audience and times. No database is asked. */
public interface ReadToken {
    /** What the token proves; none if it is forged, expired, of another kind, or too long. */
    Optional<Claims> read(String token, Instant now);

    /** What a token proves. */
    record Claims(AccountId account, SessionId session, Instant expiresAt) {}
}
