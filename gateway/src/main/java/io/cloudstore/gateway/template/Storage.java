package io.cloudstore.gateway.template;

import io.cloudstore.gateway.template.Bucket.CorsRule;
import io.cloudstore.gateway.template.Bucket.Notification;
import io.cloudstore.gateway.template.Queue.Redrive;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads buckets and queues. */
final class Storage {
    private final Map<String, String> queuesByArn;

    /**
     * @param queuesByArn each queue's ARN and logical id
     */
    Storage(Map<String, String> queuesByArn) {
        this.queuesByArn = Map.copyOf(queuesByArn);
    }

    /** The logical id of the queue that a property names by its ARN. */
    String queueAt(Property arn) {
        String logicalId = queuesByArn.get(arn.text());
        if (logicalId == null) {
            throw arn.refusal("names no queue of the template: " + arn.text());
        }
        return logicalId;
    }

    /** A queue; what it leaves out is as SQS has it. */
    Queue queue(String logicalId, Property queue) {
        return new Queue(
                logicalId,
                queue.at("QueueName").text(),
                queue.optional("VisibilityTimeout").map(Property::seconds).orElse(Duration.ofSeconds(30)),
                queue.optional("MessageRetentionPeriod").map(Property::seconds).orElse(Duration.ofDays(4)),
                queue.optional("ReceiveMessageWaitTimeSeconds")
                        .map(Property::seconds)
                        .orElse(Duration.ZERO),
                queue.optional("RedrivePolicy")
                        .map(policy -> new Redrive(
                                queueAt(policy.at("deadLetterTargetArn")),
                                policy.at("maxReceiveCount").number())));
    }

    /** A bucket. */
    Bucket bucket(String logicalId, Property bucket) {
        return new Bucket(
                logicalId,
                bucket.at("BucketName").text(),
                bucket.optional("NotificationConfiguration", "QueueConfigurations").stream()
                        .flatMap(Property::items)
                        .map(this::notification)
                        .toList(),
                bucket.optional("CorsConfiguration", "CorsRules").stream()
                        .flatMap(Property::items)
                        .map(Storage::corsRule)
                        .toList(),
                abortAfter(bucket));
    }

    private Notification notification(Property configuration) {
        return new Notification(
                configuration.at("Event").text(),
                configuration.optional("Filter", "S3Key", "Rules").stream()
                        .flatMap(Property::items)
                        .map(Storage::prefix)
                        .findFirst()
                        .orElse(""),
                queueAt(configuration.at("Queue")));
    }

    private static String prefix(Property rule) {
        if (!rule.at("Name").text().equals("prefix")) {
            throw rule.at("Name").refusal("must be prefix, no other filter is understood outside AWS");
        }
        return rule.at("Value").text();
    }

    private static CorsRule corsRule(Property rule) {
        return new CorsRule(
                rule.at("AllowedOrigins").texts().toList(),
                rule.at("AllowedMethods").texts().toList(),
                rule.optional("AllowedHeaders").stream()
                        .flatMap(Property::texts)
                        .toList(),
                rule.optional("ExposedHeaders").stream()
                        .flatMap(Property::texts)
                        .toList(),
                rule.optional("MaxAge").map(Property::seconds).orElse(Duration.ZERO));
    }

    private static Optional<Duration> abortAfter(Property bucket) {
        return bucket.optional("LifecycleConfiguration", "Rules").stream()
                .flatMap(Property::items)
                .filter(rule -> rule.at("Status").text().equals("Enabled"))
                .flatMap(Storage::daysToAbort)
                .findFirst()
                .map(days -> Duration.ofDays(days.number()));
    }

    private static Stream<Property> daysToAbort(Property rule) {
        return rule.optional("AbortIncompleteMultipartUpload", "DaysAfterInitiation").stream();
    }
}
