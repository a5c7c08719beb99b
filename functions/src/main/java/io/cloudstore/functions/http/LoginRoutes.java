package io.cloudstore.functions.http;

import io.cloudstore.core.account.AccountName;
import io.cloudstore.core.account.RefreshSession;
import io.cloudstore.core.account.SignIn;
import io.cloudstore.core.account.SignOut;
import io.cloudstore.core.account.SignUp;
import io.cloudstore.core.account.StoreAccount;
import io.cloudstore.core.admission.Admit;
import io.cloudstore.core.admission.Caller;
import io.cloudstore.protocol.problem.ProblemException;
import io.cloudstore.protocol.wire.HealthView;
import io.cloudstore.protocol.wire.RefreshRequest;
import io.cloudstore.protocol.wire.SignInRequest;
import io.cloudstore.protocol.wire.SignUpRequest;
import java.util.Map;
import java.util.Optional;

/** The routes of function {@code login}: accounts, sessions, health. */
public final class LoginRoutes {
    private final SignUp signUp;
    private final SignIn signIn;
    private final RefreshSession refresh;
    private final SignOut signOut;
    private final StoreAccount accounts;
    private final Admit admit;
    private final String version;

    /** With the version that the health route tells. */
    public LoginRoutes(
            SignUp signUp,
            SignIn signIn,
            RefreshSession refresh,
            SignOut signOut,
            StoreAccount accounts,
            Admit admit,
            String version) {
        this.signUp = signUp;
        this.signIn = signIn;
        this.refresh = refresh;
        this.signOut = signOut;
        this.accounts = accounts;
        this.admit = admit;
        this.version = version;
    }

    /** The function. */
    public HttpFunction function(String allowedOrigin) {
        Map<String, Route> routes = Map.of(
                "POST /v1/accounts", this::signUp,
                "POST /v1/sessions", this::signIn,
                "POST /v1/sessions/refresh", this::refresh,
                "DELETE /v1/sessions/current", this::signOut,
                "GET /v1/me", this::me,
                "GET /v1/health", call -> Answer.ok(new HealthView("ok", version)));
        return new HttpFunction("login", routes, allowedOrigin);
    }

    private Answer signUp(Call call) {
        refuseIdempotencyKey(call);
        var request = call.body(SignUpRequest.class);
        var name = new AccountName(Fields.required("name", request.name()));
        return Answer.created(
                Views.of(signUp.signUp(name, Fields.required("password", request.password()), call.address())));
    }

    private Answer signIn(Call call) {
        refuseIdempotencyKey(call);
        var request = call.body(SignInRequest.class);
        // The database takes no notice of spaces at a name's end; failures must not be counted for each way to write
        // it.
        return Answer.created(Views.of(signIn.signIn(
                Fields.required("name", request.name()).strip(),
                Fields.required("password", request.password()),
                Optional.ofNullable(request.device()).orElse(""),
                call.address())));
    }

    private Answer refresh(Call call) {
        refuseIdempotencyKey(call);
        String token =
                Fields.required("refreshToken", call.body(RefreshRequest.class).refreshToken());
        return Answer.ok(Views.of(refresh.refresh(token)));
    }

    private Answer signOut(Call call) {
        signOut.signOut(admit.admit(call.claims()).session());
        return Answer.nothing();
    }

    private Answer me(Call call) {
        Caller caller = admit.admit(call.claims());
        return Answer.ok(Views.of(accounts.find(caller.account()).orElseThrow(ProblemException::notFound)));
    }

    /** A stored answer to a sign-in would be a stored credential. */
    private static void refuseIdempotencyKey(Call call) {
        call.refuseIdempotencyKey("Send the call without the header.");
    }
}
