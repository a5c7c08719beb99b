package io.cloudstore.client.call;

import io.cloudstore.client.session.SavedSession;
import io.cloudstore.client.session.SessionStore;
import io.cloudstore.client.settings.ClientSettings;
import io.cloudstore.protocol.problem.ProblemCode;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.RefreshRequest;
import io.cloudstore.protocol.wire.SessionView;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** Calls the service with the session of a {@link SessionStore}. Safe for use by many threads. */
public final class Service {
    /** A short call doesn't wait longer than this for the service to take it again; the refusal is told instead. */
    private static final Duration SHORT_CALLS_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final ClientSettings settings;
    private final SessionStore sessions;
    private final Backoff backoff;

    /** Calls {@code settings.server()} through {@code http}. */
    public Service(HttpClient http, ClientSettings settings, SessionStore sessions, Backoff backoff) {
        this.http = http;
        this.settings = settings;
        this.sessions = sessions;
        this.backoff = backoff;
    }

    /**
     * Makes the call and gives its answer.
     *
     * @throws ProblemException what the service answered; {@code sign-in-required} also when there is no session
     * @throws UnreachableException if it didn't answer
     */
    public <T> T call(Call<T> call) throws IOException, InterruptedException {
        String key = call.care() == Call.Care.CREATING ? UUID.randomUUID().toString() : null;
        int tries = call.care() == Call.Care.PATIENT ? settings.transferTries() : settings.callTries();
        for (int failures = 1; ; failures++) {
            Long asked = null;
            try {
                return Answers.read(authorized(call, key), call.answer());
            } catch (ProblemException refused) {
                asked = refused.retryAfterSeconds();
                if (failures >= tries || !passes(refused, call)) {
                    throw refused;
                }
            } catch (IOException lost) {
                if (failures >= tries || !(lost instanceof ConnectException) && call.care() == Call.Care.CREDENTIALS) {
                    throw new UnreachableException(
                            "no answer from " + settings.server() + " (" + UnreachableException.reason(lost) + ")",
                            lost);
                }
            }
            Thread.sleep(backoff.pause(failures, asked));
        }
    }

    /** Whether a refusal is one that passes by itself. */
    private static boolean passes(ProblemException refused, Call<?> call) {
        if (call.care() == Call.Care.CREDENTIALS) {
            return false;
        }
        Long asked = refused.retryAfterSeconds();
        if (call.care() != Call.Care.PATIENT && asked != null && asked > SHORT_CALLS_PATIENCE.toSeconds()) {
            return false;
        }
        return switch (refused.code()) {
            case RATE_LIMITED, INTERNAL, BAD_GATEWAY, UNAVAILABLE, TIMED_OUT -> true;
            default -> false;
        };
    }

    /** The response to the call, after a refresh of the session if the access token was refused. */
    private HttpResponse<String> authorized(Call<?> call, @Nullable String key)
            throws IOException, InterruptedException {
        if (call.care() == Call.Care.CREDENTIALS) {
            return answered(exchange(call, null, key));
        }
        SavedSession session = sessions.read()
                .orElseThrow(() -> new ProblemException(ProblemCode.SIGN_IN_REQUIRED, "Nobody is signed in."));
        HttpResponse<String> response = exchange(call, session.accessToken(), key);
        if (response.statusCode() == 401 && Answers.problem(response).code() != ProblemCode.SESSION_ENDED) {
            response = exchange(call, refreshed(session).accessToken(), key);
        }
        return answered(response);
    }

    private static HttpResponse<String> answered(HttpResponse<String> response) {
        if (response.statusCode() >= 400) {
            throw Answers.problem(response);
        }
        return response;
    }

    private HttpResponse<String> exchange(Call<?> call, @Nullable String token, @Nullable String key)
            throws IOException, InterruptedException {
        String base = settings.server().toString().replaceAll("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()))
                .timeout(settings.callTimeout())
                .header("Accept", "application/json")
                .header("User-Agent", "cloudstore-client");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        if (call.body() == null) {
            request.method(call.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), BodyPublishers.ofString(Answers.write(call.body())));
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /**
     * The session that follows {@code refused}. Under the store's lock, because a refresh token is good for one use:
     * whoever comes second finds what the first one got.
     */
    private SavedSession refreshed(SavedSession refused) throws IOException, InterruptedException {
        try (var _ = sessions.lock()) {
            SavedSession current = sessions.read().orElse(refused);
            if (!current.accessToken().equals(refused.accessToken())) {
                return current;
            }
            RefreshRequest body = new RefreshRequest(current.refreshToken());
            Call<SessionView> refresh =
                    Call.send("POST", "/v1/sessions/refresh", body, new TypeReference<>() {}, Call.Care.CREDENTIALS);
            SavedSession next = SavedSession.of(call(refresh));
            sessions.write(next);
            return next;
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.REFRESH_REFUSED || e.code() == ProblemCode.SESSION_ENDED) {
                sessions.remove();
            }
            throw e;
        }
    }
}
