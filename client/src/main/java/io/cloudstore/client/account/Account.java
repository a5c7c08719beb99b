package io.cloudstore.client.account;

import io.cloudstore.client.call.Call;
import io.cloudstore.client.call.Service;
import io.cloudstore.client.session.SavedSession;
import io.cloudstore.client.session.SessionStore;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.AccountView;
import io.cloudstore.protocol.wire.HealthView;
import io.cloudstore.protocol.wire.SessionView;
import io.cloudstore.protocol.wire.SignInRequest;
import io.cloudstore.protocol.wire.SignUpRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** The person's account. All calls throw as {@link Service#call} does. */
public final class Account {
    private final Service service;
    private final SessionStore sessions;

    /** The account of whoever's session {@code sessions} keeps. */
    public Account(Service service, SessionStore sessions) {
        this.service = service;
        this.sessions = sessions;
    }

    /** Makes an account; nobody is signed in by it. */
    public AccountView signUp(String name, String password) throws IOException, InterruptedException {
        return service.call(credentials("/v1/accounts", new SignUpRequest(name, password), new TypeReference<>() {}));
    }

    /**
     * Begins a session and keeps it.
     *
     * @param device what the person calls this device
     */
    public AccountView signIn(String name, String password, @Nullable String device)
            throws IOException, InterruptedException {
        SignInRequest request = new SignInRequest(name, password, device);
        SessionView session = service.call(credentials("/v1/sessions", request, new TypeReference<>() {}));
        try (var _ = sessions.lock()) {
            sessions.write(SavedSession.of(session));
        }
        return session.account();
    }

    /** Ends the session, at the service first. A session that the service ended before counts as ended. */
    public void signOut() throws IOException, InterruptedException {
        try {
            service.call(Call.delete("/v1/sessions/current"));
        } catch (ProblemException e) {
            if (e.code().status() != 401 || e.code() == ProblemCode.WRONG_CREDENTIALS) {
                throw e;
            }
        }
        sessions.remove();
    }

    /** Who is signed in, and how much is stored. */
    public AccountView me() throws IOException, InterruptedException {
        return service.call(Call.get("/v1/me", new TypeReference<>() {}));
    }

    /** Whether the service answers; needs no session. */
    public HealthView health() throws IOException, InterruptedException {
        return service.call(new Call<>("GET", "/v1/health", null, new TypeReference<>() {}, Call.Care.CREDENTIALS));
    }

    private static <T> Call<T> credentials(String path, Object body, TypeReference<T> answer) {
        return Call.send("POST", path, body, answer, Call.Care.CREDENTIALS);
    }
}
