package io.cloudstore.core.memory;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.account.StoreSession;
import io.cloudstore.core.memory.Database.Row;
import io.cloudstore.core.memory.Tables.SessionRow;
import io.cloudstore.core.memory.Tables.TokenRow;
import io.cloudstore.protocol.content.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** The tables {@code session} and {@code refresh_token}. */
final class Sessions implements StoreSession {
    private final Database database;
    private final Clock clock;

    Sessions(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void begin(SessionId session, AccountId account, String device, Sha256 refreshHash, Instant expiresAt) {
        database.write(tables -> {
            tables.sessions.put(session, new SessionRow(account, device, expiresAt, Optional.empty()));
            return tables.tokens.put(refreshHash, new TokenRow(session, Optional.empty(), expiresAt));
        });
    }

    @Override
    public Optional<RefreshToken> lockToken(Sha256 refreshHash) {
        return database.within(tables -> {
            TokenRow token = tables.tokens.get(refreshHash);
            if (token == null) {
                return Optional.empty();
            }
            database.lock(Row.SESSION, token.session());
            SessionRow session = tables.sessions.get(token.session());
            return Optional.of(new RefreshToken(
                    token.session(),
                    session.account(),
                    token.usedAt(),
                    token.expiresAt(),
                    isLive(session, clock.instant())));
        });
    }

    @Override
    public void rotate(SessionId session, Sha256 used, Sha256 successor, Instant now, Instant expiresAt) {
        database.within(tables -> {
            database.requireHeld(Row.SESSION, session);
            tables.tokens.computeIfPresent(
                    used,
                    (same, row) -> new TokenRow(session, row.usedAt().or(() -> Optional.of(now)), row.expiresAt()));
            tables.tokens.put(successor, new TokenRow(session, Optional.empty(), expiresAt));
            SessionRow row = tables.sessions.get(session);
            return tables.sessions.put(
                    session, new SessionRow(row.account(), row.device(), expiresAt, row.revokedAt()));
        });
    }

    @Override
    public void revoke(SessionId session, Instant now) {
        database.write(tables -> tables.sessions.computeIfPresent(
                session,
                (same, row) -> new SessionRow(
                        row.account(),
                        row.device(),
                        row.expiresAt(),
                        row.revokedAt().or(() -> Optional.of(now)))));
    }

    @Override
    public boolean isLive(SessionId session, AccountId account, Instant now) {
        return database.read(tables -> Optional.ofNullable(tables.sessions.get(session))
                .filter(row -> row.account().equals(account) && isLive(row, now))
                .isPresent());
    }

    private static boolean isLive(SessionRow row, Instant now) {
        return row.revokedAt().isEmpty() && now.isBefore(row.expiresAt());
    }
}
