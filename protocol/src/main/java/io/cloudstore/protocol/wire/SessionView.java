package io.cloudstore.protocol.wire;

import java.time.Instant;

/**
 * A session just begun or refreshed.
 *
 * @param accessToken goes into {@code Authorization: Bearer …}
 * @param expiresAt when the access token ends
 * @param refreshToken gets the next pair; good for one use
 */
public record SessionView(String accessToken, Instant expiresAt, String refreshToken, AccountView account) {}
