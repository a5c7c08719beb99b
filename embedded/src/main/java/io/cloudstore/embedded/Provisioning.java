package io.cloudstore.embedded;

import io.cloudstore.embedded.folder.AccessKey;
import io.cloudstore.embedded.folder.Secrets;
import io.cloudstore.embedded.s3.BucketSettings;
import io.cloudstore.embedded.s3.access.Allow;
import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.Role;
import io.cloudstore.embedded.s3.event.Notification;
import io.cloudstore.embedded.sqs.QueueSettings;
import io.cloudstore.embedded.sqs.QueueSettings.DeadLetters;
import io.cloudstore.gateway.template.Bucket;
import io.cloudstore.gateway.template.Bucket.CorsRule;
import io.cloudstore.gateway.template.HostedFunction;
import io.cloudstore.gateway.template.Queue;
import io.cloudstore.gateway.template.Statement;
import io.cloudstore.gateway.template.Template;
import io.cloudstore.gateway.template.TemplateException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the template declares, as the engines want to hear it. */
record Provisioning(Template template) {
    private static final String OBJECT_CREATED = "s3:ObjectCreated:*";
    /** Where a bucket has no rule for it. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    /** The queues, those first that others send their dead letters to. */
    List<QueueSettings> queues() {
        return template.queuesDeadLettersFirst().stream().map(this::queue).toList();
    }

    private QueueSettings queue(Queue queue) {
        return new QueueSettings(
                queue.name(),
                queue.visibilityTimeout(),
                queue.retention(),
                queue.receiveWait(),
                queue.redrive()
                        .map(redrive ->
                                new DeadLetters(queueName(redrive.deadLetterQueue()), redrive.maxReceiveCount())));
    }

    List<BucketSettings> buckets() {
        return template.buckets().values().stream().map(this::bucket).toList();
    }

    private BucketSettings bucket(Bucket bucket) {
        return new BucketSettings(
                bucket.name(),
                bucket.notifications().stream().map(this::notification).toList(),
                bucket.corsRules().stream()
                        .map(CorsRule::allowedOrigins)
                        .flatMap(List::stream)
                        .distinct()
                        .toList(),
                bucket.abortIncompleteMultipartAfter().orElse(NEVER));
    }

    private Notification notification(Bucket.Notification notification) {
        if (!notification.event().equals(OBJECT_CREATED)) {
            throw new TemplateException(
                    "The local S3 sends events of " + OBJECT_CREATED + " only, not of " + notification.event() + ".");
        }
        return new Notification(queueName(notification.queue()), notification.prefix());
    }

    private String queueName(String logicalId) {
        return template.queue(logicalId).name();
    }

    /** One key pair, the worker's: it may do what any function may, because locally all functions share it. */
    List<Identity> identities(Secrets secrets) {
        AccessKey worker = secrets.workerKeys();
        return List.of(new Identity(
                worker.id(),
                worker.secret(),
                allows(template.functions().values().stream()
                        .map(HostedFunction::statements)
                        .flatMap(List::stream))));
    }

    /** The template's own roles; whom one of them trusts is a function, so the worker here. */
    List<Role> roles(Secrets secrets) {
        String worker = secrets.workerKeys().id();
        return template.roles().values().stream()
                .map(role -> new Role(
                        role.arn(),
                        allows(role.statements().stream()),
                        role.trusted().isEmpty() ? Set.of() : Set.of(worker),
                        role.longestSession()))
                .toList();
    }

    private static List<Allow> allows(Stream<Statement> statements) {
        return statements
                .filter(Statement::allow)
                .flatMap(statement -> statement.actions().stream()
                        .filter(action -> action.startsWith("s3:"))
                        .flatMap(action -> statement.resources().stream().map(resource -> new Allow(action, resource))))
                .distinct()
                .toList();
    }
}
