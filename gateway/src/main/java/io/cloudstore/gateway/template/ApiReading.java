package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the REST API; its routes stand with the functions. */
final class ApiReading {
    private static final Pattern CONTEXT = Pattern.compile("\\$(context|stageVariables|input|util)[.A-Za-z]*");
    private static final List<String> CONTEXT_KNOWN =
            List.of("$context.requestId", "$context.error.message", "$context.error.responseType");

    private ApiReading() {}

    static Api api(String logicalId, Property api, List<Route> routes) {
        return new Api(
                logicalId,
                api.at("StageName").text(),
                routes,
                authorizer(api),
                throttle(api),
                api.optional("Cors").map(ApiReading::cors),
                responses(api));
    }

    /** The name of the authorizer that judges where a route names none. */
    static Optional<String> defaultAuthorizer(Property api) {
        return api.optional("Auth", "DefaultAuthorizer").map(Property::text);
    }

    private static Optional<Authorizer> authorizer(Property api) {
        Optional<Property> authorizers = api.optional("Auth", "Authorizers");
        if (authorizers.isEmpty()) {
            return Optional.empty();
        }
        String name = defaultAuthorizer(api).orElseThrow(() -> authorizers.get().refusal("need a DefaultAuthorizer"));
        authorizers.get().forEach((other, authorizer) -> {
            if (!other.equals(name)) {
                throw authorizer.refusal("is not the default one; one authorizer is understood outside AWS");
            }
        });
        api.optional("Auth", "AddDefaultAuthorizerToCorsPreflight")
                .filter(preflight -> !preflight.text().equals("false"))
                .ifPresent(preflight -> {
                    throw preflight.refusal("must be false: a browser sends no token with a preflight");
                });
        return Optional.of(tokenAuthorizer(authorizers.get().at(name)));
    }

    private static Authorizer tokenAuthorizer(Property authorizer) {
        Optional<Property> identity = authorizer.optional("Identity");
        return new Authorizer(
                functionAt(authorizer.at("FunctionArn")),
                identity.flatMap(property -> property.optional("Header"))
                        .map(Property::text)
                        .orElse("Authorization"),
                identity.flatMap(property -> property.optional("ValidationExpression"))
                        .map(ApiReading::pattern)
                        .orElse(Pattern.compile(".*")),
                identity.flatMap(property -> property.optional("ReauthorizeEvery"))
                        .map(Property::seconds)
                        .orElse(Duration.ofMinutes(5)));
    }

    private static String functionAt(Property arn) {
        Matcher matcher =
                Pattern.compile("arn:.*:function:([A-Za-z0-9]+)(:live)?").matcher(arn.text());
        if (!matcher.matches()) {
            throw arn.refusal("names no function: " + arn.text());
        }
        return matcher.group(1);
    }

    private static Pattern pattern(Property expression) {
        try {
            return Pattern.compile(expression.text());
        } catch (PatternSyntaxException wrong) {
            throw expression.refusal("is no regular expression: " + wrong.getDescription());
        }
    }

    private static Optional<Throttle> throttle(Property api) {
        Optional<Property> settings = api.optional("MethodSettings");
        settings.stream().flatMap(Property::items).forEach(ApiReading::requireAllMethods);
        return settings.stream()
                .flatMap(Property::items)
                .filter(setting -> setting.optional("ThrottlingRateLimit").isPresent())
                .findFirst()
                .map(setting -> new Throttle(
                        setting.at("ThrottlingRateLimit").number(),
                        setting.at("ThrottlingBurstLimit").number()));
    }

    private static void requireAllMethods(Property setting) {
        if (!setting.at("ResourcePath").text().equals("/*")
                || !setting.at("HttpMethod").text().equals("*")) {
            throw setting.refusal(
                    "must be for all methods of all paths (\"/*\", \"*\"); no other is understood outside AWS");
        }
    }

    private static Cors cors(Property cors) {
        return new Cors(
                cors.at("AllowOrigin").quoted(),
                cors.at("AllowMethods").quoted(),
                cors.at("AllowHeaders").quoted(),
                cors.at("MaxAge").quoted());
    }

    private static Map<ResponseType, GatewayResponse> responses(Property api) {
        Map<ResponseType, GatewayResponse> responses = new EnumMap<>(ResponseType.class);
        api.optional("GatewayResponses")
                .ifPresent(all -> all.forEach((name, response) -> {
                    try {
                        responses.put(ResponseType.valueOf(name), response(response));
                    } catch (IllegalArgumentException unknown) {
                        throw response.refusal("is a response type that can't happen outside AWS");
                    }
                }));
        return responses;
    }

    private static GatewayResponse response(Property response) {
        Map<String, String> headers = new HashMap<>();
        response.optional("ResponseParameters", "Headers")
                .ifPresent(all -> all.forEach((name, value) -> headers.put(name, value.quoted())));
        return new GatewayResponse(
                response.optional("StatusCode")
                        .map(status -> OptionalInt.of(status.number()))
                        .orElse(OptionalInt.empty()),
                headers,
                response.optional("ResponseTemplates", "application/json").map(ApiReading::body));
    }

    private static String body(Property template) {
        CONTEXT.matcher(template.text()).results().forEach(variable -> {
            if (!CONTEXT_KNOWN.contains(variable.group())) {
                throw template.refusal("uses " + variable.group() + ", which is not understood outside AWS");
            }
        });
        return template.text();
    }
}
