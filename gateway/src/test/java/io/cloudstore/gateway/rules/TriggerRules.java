package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.cloudstore.functions.entry.Functions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What calls a function, and that it can. */
final class TriggerRules {
    static final List<Rule> RULES = List.of(
            new Rule(
                    "handler-exists",
                    "Lambda makes the handler by its name, and finds out at the first call that it isn't there",
                    subject -> unless(
                            subject.functions().map(function -> function.at("Handler")),
                            handler -> isHandler(handler.text()),
                            "must be a public class with a constructor that Lambda can call")),
            new Rule(
                    "handler-fits-trigger",
                    "a queue's event means nothing to a function of the API",
                    subject -> Stream.of(
                                    unfit(subject, subject.events("Api"), "calls of the API", Functions::http),
                                    unfit(subject, authorizers(subject), "tokens to judge", Functions::authorizer),
                                    unfit(subject, subject.events("SQS"), "batches of a queue", Functions::queue),
                                    unfit(subject, subject.events("Schedule"), "ticks", Functions::queue))
                            .flatMap(findings -> findings)),
            new Rule(
                    "no-function-left-uncalled",
                    "only migrate is called by hand",
                    subject -> subject.functions()
                            .filter(function ->
                                    function.at("Events").inside().findAny().isEmpty())
                            .filter(function -> authorizers(subject)
                                    .map(subject::functionOf)
                                    .noneMatch(function::equals))
                            .map(function -> function.at("Handler"))
                            .filter(handler -> !handler.text().endsWith(".MigrateHandler"))
                            .map(handler -> handler.finding("nothing calls this function"))),
            new Rule(
                    "triggers-go-to-the-alias",
                    "SnapStart works through published versions only: the bare function starts without its snapshot",
                    subject -> Stream.concat(
                            unless(
                                    subject.functions()
                                            .filter(TriggerRules::snaps)
                                            .map(function -> function.at("AutoPublishAlias")),
                                    alias -> !alias.text().isEmpty(),
                                    "must name the alias that SAM sends all events to"),
                            unless(
                                    authorizerArns(subject),
                                    arn -> arn.text().matches(".+:function:\\w+:\\w+"),
                                    "must be the alias of the function"))),
            new Rule(
                    "snapshots-are-taken",
                    "a cold start takes seconds without",
                    subject -> unless(
                            subject.functions().map(function -> function.at("SnapStart", "ApplyOn")),
                            apply -> apply.is("PublishedVersions"),
                            "must be PublishedVersions")),
            new Rule(
                    "settings-make-a-version",
                    "a deployment that changes a setting alone publishes no version otherwise, and the alias keeps the old one",
                    subject -> unless(
                            subject.functions().map(function -> function.at("AutoPublishAliasAllProperties")),
                            all -> all.is("true"),
                            "must be true")));

    private TriggerRules() {}

    /** The functions that judge tokens, each as a piece of itself. */
    static Stream<Piece> authorizers(Subject subject) {
        return authorizerArns(subject)
                .map(arn -> arn.text().replaceFirst(".+:function:(\\w+).*", "$1"))
                .map(subject::resource);
    }

    private static Stream<Piece> authorizerArns(Subject subject) {
        return subject.each(Subject.API).stream()
                .flatMap(api -> api.at("Properties", "Auth", "Authorizers").inside())
                .map(authorizer -> authorizer.at("FunctionArn"));
    }

    private static boolean snaps(Piece function) {
        return function.at("SnapStart").isThere();
    }

    private static boolean isHandler(String name) {
        try {
            Class<?> type = Class.forName(name, false, TriggerRules.class.getClassLoader());
            Constructor<?> maker = type.getConstructor();
            return RequestStreamHandler.class.isAssignableFrom(type)
                    && Modifier.isPublic(type.getModifiers())
                    && Modifier.isPublic(maker.getModifiers());
        } catch (ClassNotFoundException | NoSuchMethodException missing) {
            return false;
        }
    }

    /**
     * Without any setting a function that there is refuses the first that it misses, and one that there isn't says so:
     * nothing is wired, and nothing connected to.
     */
    private static Stream<String> unfit(Subject subject, Stream<Piece> triggers, String kind, Host host) {
        return triggers.map(subject::functionOf)
                .distinct()
                .map(function -> function.at("Handler"))
                .filter(handler -> !host.knows(handler.text()))
                .map(handler -> handler.finding("it does not take " + kind));
    }

    /** One of the ways to ask for a function. */
    private interface Host {
        Object ask(Functions functions, String handler, Map<String, String> environment);

        default boolean knows(String handler) {
            try (var functions = new Functions(Clock.systemUTC())) {
                ask(functions, handler, Map.of());
                return true;
            } catch (IllegalArgumentException refused) {
                return !String.valueOf(refused.getMessage()).startsWith("There is no ");
            }
        }
    }
}
