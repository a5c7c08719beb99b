package io.cloudstore.gateway.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads functions and, with each, what calls it. */
final class FunctionReading {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,6}) (second|minute|hour|day)s?\\)");

    private final Storage storage;
    private final Optional<String> defaultAuthorizer;
    private final Map<String, HostedFunction> functions = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<QueueSource> queueSources = new ArrayList<>();
    private final List<Schedule> schedules = new ArrayList<>();

    /**
     * @param storage finds the queues that functions read
     * @param defaultAuthorizer the API's
     */
    FunctionReading(Storage storage, Optional<String> defaultAuthorizer) {
        this.storage = storage;
        this.defaultAuthorizer = defaultAuthorizer;
    }

    /** Reads one function; what it leaves out is as SAM has it. */
    void read(String logicalId, Property function) {
        Map<String, String> environment = new HashMap<>();
        function.optional("Environment", "Variables")
                .ifPresent(variables -> variables.forEach((name, value) -> environment.put(name, value.text())));
        functions.put(
                logicalId,
                new HostedFunction(
                        logicalId,
                        handler(function.at("Handler")),
                        function.optional("Timeout").map(Property::seconds).orElse(Duration.ofSeconds(3)),
                        function.optional("MemorySize").map(Property::number).orElse(128),
                        environment,
                        function.optional("Policies").stream()
                                .flatMap(Property::items)
                                .flatMap(policy -> policy.at("Statement").items())
                                .map(Policies::statement)
                                .toList()));
        function.optional("Events").ifPresent(events -> events.forEach((name, event) -> event(logicalId, name, event)));
    }

    /** The functions read so far, by logical id. */
    Map<String, HostedFunction> functions() {
        return functions;
    }

    /** The routes read so far. */
    List<Route> routes() {
        return routes;
    }

    /** The queue sources read so far. */
    List<QueueSource> queueSources() {
        return queueSources;
    }

    /** The schedules read so far. */
    List<Schedule> schedules() {
        return schedules;
    }

    private void event(String function, String name, Property event) {
        Property properties = event.at("Properties");
        switch (event.at("Type").text()) {
            case "Api" -> routes.add(route(function, properties));
            case "SQS" -> queueSources.add(queueSource(function, properties));
            case "Schedule" -> schedules.add(schedule(function, name, properties));
            default -> throw event.at("Type").refusal("is not understood outside AWS");
        }
    }

    private Route route(String function, Property event) {
        String method = event.at("Method").text().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw event.at("Method").refusal("must be one method of HTTP, not " + method);
        }
        Optional<Property> own = event.optional("Auth", "Authorizer");
        own.filter(authorizer ->
                        !authorizer.text().equals("NONE") && !defaultAuthorizer.equals(Optional.of(authorizer.text())))
                .ifPresent(authorizer -> {
                    throw authorizer.refusal("must be NONE or the API's default");
                });
        boolean open = own.map(authorizer -> authorizer.text().equals("NONE")).orElse(defaultAuthorizer.isEmpty());
        return new Route(method, event.at("Path").text(), function, open);
    }

    private QueueSource queueSource(String function, Property event) {
        List<String> responseTypes = event.optional("FunctionResponseTypes").stream()
                .flatMap(Property::texts)
                .toList();
        return new QueueSource(
                function,
                storage.queueAt(event.at("Queue")),
                event.optional("BatchSize").map(Property::number).orElse(10),
                event.optional("MaximumBatchingWindowInSeconds")
                        .map(Property::seconds)
                        .orElse(Duration.ZERO),
                event.optional("ScalingConfig", "MaximumConcurrency")
                        .map(Property::number)
                        .orElse(2),
                responseTypes.contains("ReportBatchItemFailures"));
    }

    private static Schedule schedule(String function, String name, Property event) {
        Property schedule = event.at("Schedule");
        Matcher rate = RATE.matcher(schedule.text());
        if (!rate.matches() || rate.group(1).matches("0+")) {
            throw schedule.refusal("must be rate(N minutes) or the like, not " + schedule.text());
        }
        Duration unit = switch (rate.group(2)) {
            // AWS has no seconds; we do, so that tests and a single machine need not wait a minute
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
        return new Schedule(
                name,
                function,
                unit.multipliedBy(Long.parseLong(rate.group(1))),
                event.optional("Input").map(Property::text).orElse("{}"));
    }

    /** A handler class, with or without the method that Lambda calls. */
    private static String handler(Property handler) {
        String text = handler.text();
        int method = text.indexOf("::");
        return method < 0 ? text : text.substring(0, method);
    }
}
