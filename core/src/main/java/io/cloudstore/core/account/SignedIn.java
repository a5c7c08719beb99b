package io.cloudstore.core.account;

import java.time.Instant;

/**
 * A session just begun or refreshed.
 *
 * @param expiresAt when the access token ends
 */
public record SignedIn(Account account, String accessToken, Instant expiresAt, String refreshToken) {
    /** Never shows a token. */
    @Override
    public String toString() {
        return "SignedIn[" + account.id() + ", until " + expiresAt + "]";
    }
}
