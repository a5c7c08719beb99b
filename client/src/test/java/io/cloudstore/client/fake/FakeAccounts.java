package io.cloudstore.client.fake;

import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.AccountView;
import io.cloudstore.protocol.wire.FileView;
import io.cloudstore.protocol.wire.RefreshRequest;
import io.cloudstore.protocol.wire.SessionView;
import io.cloudstore.protocol.wire.SignInRequest;
import io.cloudstore.protocol.wire.SignUpRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Accounts and their sessions. Guarded by the server's lock. */
final class FakeAccounts {
    private final FakeDrive drive;
    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, String> accessTokens = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();

    FakeAccounts(FakeDrive drive) {
        this.drive = drive;
    }

    AccountView signUp(SignUpRequest request) {
        if (request.password().length() < 12) {
            throw new ProblemException(ProblemCode.WEAK_PASSWORD, "A password has 12 to 256 characters.");
        }
        if (passwords.putIfAbsent(request.name(), request.password()) != null) {
            throw new ProblemException(ProblemCode.ACCOUNT_NAME_TAKEN, "Choose another name.");
        }
        return account(request.name());
    }

    SessionView signIn(SignInRequest request) {
        if (!request.password().equals(passwords.get(request.name()))) {
            throw new ProblemException(ProblemCode.WRONG_CREDENTIALS, "Name or password is wrong.");
        }
        return session(request.name());
    }

    SessionView refresh(RefreshRequest request) {
        String name = refreshTokens.remove(request.refreshToken());
        if (name == null) {
            throw new ProblemException(ProblemCode.REFRESH_REFUSED, "The refresh token was used.");
        }
        return session(name);
    }

    private SessionView session(String name) {
        String access = "access-" + UUID.randomUUID();
        String refresh = "refresh-" + UUID.randomUUID();
        accessTokens.put(access, name);
        refreshTokens.put(refresh, name);
        return new SessionView(access, Instant.now().plusSeconds(900), refresh, account(name));
    }

    AccountView account(String name) {
        long used = drive.files().stream().mapToLong(FileView::size).sum();
        return new AccountView("account-" + name, name, 100L << 30, used, 0, Instant.now());
    }

    /** Whose access token it is. */
    String nameOf(String authorization) {
        String name = accessTokens.get(authorization.replace("Bearer ", ""));
        if (name == null) {
            throw new ProblemException(ProblemCode.SIGN_IN_REQUIRED, "The access token is not good.");
        }
        return name;
    }

    void signOut(String name) {
        accessTokens.values().removeIf(name::equals);
        refreshTokens.values().removeIf(name::equals);
    }

    void expireAccessTokens() {
        accessTokens.clear();
    }

    void endSessions() {
        accessTokens.clear();
        refreshTokens.clear();
    }
}
