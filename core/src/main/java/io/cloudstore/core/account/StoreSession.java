package io.cloudstore.core.account;

import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.Optional;

/** Keeps sessions: each is a family of refresh tokens, of which one is current. */
public interface StoreSession {
    /** Begins a session with its first refresh token. */
    void begin(SessionId session, AccountId account, String device, Sha256 refreshHash, Instant expiresAt);

    /** The refresh token of that hash, its session's row locked. */
    Optional<RefreshToken> lockToken(Sha256 refreshHash);

    /** Uses a token up, at {@code now} unless it was used before, and adds its successor to the family. */
    void rotate(SessionId session, Sha256 used, Sha256 successor, Instant now, Instant expiresAt);

    /** Ends a session, now; a second end changes nothing. */
    void revoke(SessionId session, Instant now);

    /** Whether the session is that account's, not ended and not expired; asked of the primary. */
    boolean isLive(SessionId session, AccountId account, Instant now);

    /**
     * A refresh token.
     *
     * @param usedAt when it was first used up, if it was
     * @param live whether its session is neither ended nor expired
     */
    record RefreshToken(
            SessionId session, AccountId account, Optional<Instant> usedAt, Instant expiresAt, boolean live) {}
}
