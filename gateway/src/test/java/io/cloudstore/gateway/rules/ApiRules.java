package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import io.cloudstore.gateway.PublishedContract;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The HTTP API. */
final class ApiRules {
    /** Who has no token yet, or lost it, and who checks a receipt; everyone else shows one. */
    private static final Set<String> OPEN = Set.of(
            "POST /v1/accounts",
            "POST /v1/sessions",
            "POST /v1/sessions/refresh",
            "GET /v1/health",
            "GET /.well-known/jwks.json");
    /** A function's resource policy holds 20,480 bytes. */
    private static final int ROUTES_OF_A_FUNCTION = 50;

    static final List<Rule> RULES = List.of(
            new Rule(
                    "routes-behind-the-authorizer",
                    "a route that is open by mistake is anyone's, one that is closed by mistake nobody's",
                    subject -> routes(subject).entrySet().stream()
                            .filter(route -> route.getValue() != OPEN.contains(route.getKey()))
                            .map(route -> route.getKey() + (route.getValue() ? " is open" : " wants a token"))),
            new Rule(
                    "an-authorizer-by-default",
                    "a new route is open until somebody thinks of it",
                    subject -> subject.each(Subject.API).stream()
                            .map(api -> api.at("Properties", "Auth"))
                            .filter(auth -> !auth.at(
                                            "Authorizers",
                                            auth.at("DefaultAuthorizer").text())
                                    .isThere())
                            .map(auth -> auth.at("DefaultAuthorizer").finding("must be an authorizer of this API"))),
            new Rule(
                    "preflight-without-token",
                    "a browser asks without a token, and would never ask again",
                    subject -> unless(
                            subject.each(Subject.API).stream()
                                    .map(api -> api.at("Properties", "Auth", "AddDefaultAuthorizerToCorsPreflight")),
                            preflight -> preflight.is("false"),
                            "must be false")),
            new Rule(
                    "api-throttled",
                    "one caller could take the account's whole concurrency and run up its bill",
                    subject -> subject.each(Subject.API).stream()
                            .map(api -> api.at("Properties", "MethodSettings"))
                            .filter(settings -> settings.items().stream().noneMatch(ApiRules::throttlesAll))
                            .map(settings ->
                                    settings.finding("must have a rate and a burst for all paths and methods"))),
            new Rule(
                    "routes-published",
                    "clients can't know a route that openapi.yaml doesn't have, and trust one that it has",
                    ApiRules::unpublished),
            new Rule(
                    "routes-fit-a-policy",
                    "API Gateway may call a function by its resource policy, which holds 20,480 bytes",
                    subject -> subject.functions()
                            .map(function -> function.at("Events"))
                            .filter(events -> events.inside().count() > ROUTES_OF_A_FUNCTION)
                            .map(events -> events.where() + " has more than 50 routes")));

    private ApiRules() {}

    /** Each route and whether it is open. */
    private static Map<String, Boolean> routes(Subject subject) {
        boolean openByDefault = subject.each(Subject.API).stream()
                .noneMatch(
                        api -> api.at("Properties", "Auth", "DefaultAuthorizer").isThere());
        Map<String, Boolean> routes = new TreeMap<>();
        subject.events("Api").map(event -> event.at("Properties")).forEach(event -> {
            Piece own = event.at("Auth", "Authorizer");
            routes.put(
                    event.at("Method").text().toUpperCase(Locale.ROOT) + " "
                            + event.at("Path").text(),
                    own.isThere() ? own.is("NONE") : openByDefault);
        });
        return routes;
    }

    private static boolean throttlesAll(Piece settings) {
        return settings.at("ResourcePath").is("/*")
                && settings.at("HttpMethod").is("*")
                && settings.at("ThrottlingRateLimit").number(0) > 0
                && settings.at("ThrottlingBurstLimit").number(0) > 0;
    }

    private static Stream<String> unpublished(Subject subject) {
        Map<String, Boolean> declared = routes(subject);
        Map<String, Boolean> published = PublishedContract.read().routes();
        Set<String> all = new TreeSet<>(declared.keySet());
        all.addAll(published.keySet());
        return all.stream()
                .filter(route -> !Objects.equals(declared.get(route), published.get(route)))
                .map(route -> route + " is " + said(declared.get(route)) + " in template.yaml and "
                        + said(published.get(route)) + " in openapi.yaml");
    }

    private static String said(@Nullable Boolean open) {
        return open == null ? "missing" : open ? "open" : "behind the authorizer";
    }
}
