package io.cloudstore.functions.entry;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import io.cloudstore.core.account.RefreshSession;
import io.cloudstore.core.account.SignIn;
import io.cloudstore.core.account.SignInRules;
import io.cloudstore.core.account.SignOut;
import io.cloudstore.core.account.SignUp;
import io.cloudstore.core.work.Draw;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.functions.http.AuthorizeFunction;
import io.cloudstore.functions.http.LoginRoutes;
import io.cloudstore.functions.mysql.MySql;
import io.cloudstore.functions.password.Passwords;
import io.cloudstore.functions.token.Tokens;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** What {@code login} and {@code authorize} are wired from. */
final class AccountWiring {
    /** Password hashes that run at the same time; each fills a core. */
    private static final int HASHES_AT_ONCE = 2;

    private final Engines engines;
    private final Clock clock;
    private final Shared shared;
    private final Draw draw = Drawing.fromSystem();

    AccountWiring(Engines engines, Clock clock) {
        this.engines = engines;
        this.clock = clock;
        this.shared = new Shared(engines, clock);
    }

    Function<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> login(Settings settings) {
        MySql db = engines.mySql(settings);
        SignInRules rules = signInRules(settings);
        var hashes = Passwords.argon2(HASHES_AT_ONCE);
        var tokens = Tokens.issuing(engines.secret(settings, "CLOUDSTORE_TOKEN_KEY", Tokens::requirePrivateKey));
        return new LoginRoutes(
                        new SignUp(
                                db.unitOfWork(),
                                db.storeAccount(),
                                db.countAttempts(),
                                hashes,
                                Passwords.common(),
                                rules,
                                draw,
                                clock),
                        new SignIn(
                                db.unitOfWork(),
                                db.storeAccount(),
                                db.storeSession(),
                                db.countAttempts(),
                                hashes,
                                tokens,
                                rules,
                                draw,
                                clock),
                        new RefreshSession(
                                db.unitOfWork(), db.storeAccount(), db.storeSession(), tokens, rules, draw, clock),
                        new SignOut(db.unitOfWork(), db.storeSession(), clock),
                        db.storeAccount(),
                        shared.admit(settings),
                        version())
                .function(Shared.origin(settings));
    }

    Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorize(Settings settings) {
        var tokens = Tokens.reading(engines.secret(settings, "CLOUDSTORE_TOKEN_KEYS", Tokens::requirePublicKeys));
        return new AuthorizeFunction(tokens, clock);
    }

    private static SignInRules signInRules(Settings settings) {
        return new SignInRules(
                settings.word("CLOUDSTORE_SIGN_UP", SignInRules.Door.class),
                settings.number("CLOUDSTORE_QUOTA_BYTES", 0),
                settings.seconds("CLOUDSTORE_ACCESS_TOKEN_SECONDS"),
                settings.seconds("CLOUDSTORE_REFRESH_TOKEN_SECONDS"),
                settings.seconds("CLOUDSTORE_REFRESH_GRACE_SECONDS"),
                settings.count("CLOUDSTORE_SIGN_INS_PER_HOUR"),
                settings.count("CLOUDSTORE_FAILURES_PER_HOUR"),
                settings.count("CLOUDSTORE_ADDRESS_FAILURES_PER_MINUTE"),
                settings.count("CLOUDSTORE_SIGN_UPS_PER_HOUR"));
    }

    private static String version() {
        return Optional.ofNullable(AccountWiring.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
