package io.cloudstore.core.account;

import java.time.Instant;

/** Makes access tokens. */
public interface IssueToken {
    /** A signed token that proves account and session until {@code expiresAt}. */
    String issue(AccountId account, SessionId session, Instant issuedAt, Instant expiresAt);
}
