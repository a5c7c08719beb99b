package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import io.cloudstore.gateway.template.TemplateException;
import io.cloudstore.gateway.template.TemplateReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people who run the cloud see and hear of it. */
final class OperationRules {
    private static final String ALARM = "AWS::CloudWatch::Alarm";
    private static final String LOG_GROUP = "AWS::Logs::LogGroup";
    private static final Pattern RINGS = Pattern.compile("\\.ring\\(\\s*\"([a-z-]+)\"");

    static final List<Rule> RULES = List.of(
            new Rule(
                    "logs-in-our-group",
                    "Lambda makes a group by itself otherwise, which keeps lines for ever",
                    subject -> unless(
                            subject.functions().map(function -> function.at("LoggingConfig", "LogGroup")),
                            group -> subject.resource(group.text()).at("Type").is(LOG_GROUP),
                            "must be a log group of this template")),
            new Rule(
                    "log-retention",
                    "lines that nobody deletes are paid for, and hold addresses of people, for ever",
                    subject -> unless(
                            subject.each(LOG_GROUP).stream().map(group -> group.at("Properties", "RetentionInDays")),
                            days -> days.isBetween(1, 3653),
                            "must be a number of days")),
            new Rule(
                    "dead-letters-ring",
                    "a message that failed too often lies there, and nobody hears of it",
                    subject -> QueueRules.deadLetterQueues(subject)
                            .filter(queue -> subject.each(ALARM).stream().noneMatch(alarm -> watches(alarm, queue)))
                            .map(queue -> queue.where() + " has no alarm that rings at the first message")),
            new Rule(
                    "what-code-rings-is-an-alarm",
                    "core asks for a person, and nobody hears",
                    subject -> ringing()
                            .filter(name -> subject.each(ALARM).stream().noneMatch(alarm -> listens(alarm, name)))
                            .map(name -> name + " is rung by core and has no alarm")),
            new Rule(
                    "alarms-reach-someone",
                    "a red light in a console that nobody looks at",
                    subject -> unless(
                            subject.withEverything().each(ALARM).stream()
                                    .map(alarm -> alarm.at("Properties", "AlarmActions")),
                            actions -> actions.texts().size() == 1
                                    && actions.texts().getFirst().startsWith("arn:aws:sns:"),
                            "must be AlarmTopic when it is given")),
            new Rule(
                    "understood-outside-aws",
                    "the gateway refuses to start on it, as it would do something else than AWS",
                    OperationRules::refusal));

    private OperationRules() {}

    private static Stream<String> refusal(Subject subject) {
        try {
            TemplateReader.read(subject.yaml(), subject.deployment().values());
            return Stream.empty();
        } catch (TemplateException refused) {
            return Stream.of(String.valueOf(refused.getMessage()));
        }
    }

    private static boolean watches(Piece alarm, Piece queue) {
        Piece properties = alarm.at("Properties");
        return properties.at("Namespace").is("AWS/SQS")
                && properties.at("MetricName").is("ApproximateNumberOfMessagesVisible")
                && hasDimension(
                        properties,
                        "QueueName",
                        queue.at("Properties", "QueueName").text())
                && ringsAtFirst(properties);
    }

    private static boolean listens(Piece alarm, String name) {
        Piece properties = alarm.at("Properties");
        return properties.at("Namespace").is("Cloudstore")
                && properties.at("MetricName").is("cloudstore_alarm")
                && hasDimension(properties, "name", name)
                && ringsAtFirst(properties);
    }

    private static boolean hasDimension(Piece alarm, String name, String value) {
        List<Piece> dimensions = alarm.at("Dimensions").items();
        return dimensions.size() == 1
                && dimensions.getFirst().at("Name").is(name)
                && dimensions.getFirst().at("Value").is(value);
    }

    private static boolean ringsAtFirst(Piece alarm) {
        return alarm.at("ComparisonOperator").is("GreaterThanThreshold")
                && alarm.at("Threshold").is("0")
                && alarm.at("EvaluationPeriods").is("1")
                && List.of("Maximum", "Sum").contains(alarm.at("Statistic").text());
    }

    /** The names that the use cases ring, as their sources have them. */
    private static Stream<String> ringing() {
        try (Stream<Path> sources = Files.walk(Path.of("..", "core", "src", "main", "java"))) {
            return sources
                    .filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> RINGS.matcher(text(file)).results().map(match -> match.group(1)))
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
