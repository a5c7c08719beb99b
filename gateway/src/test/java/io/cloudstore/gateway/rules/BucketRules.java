package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Buckets: what they tell, what they keep, and whom they let in. */
final class BucketRules {
    /** Ours end after 28 days at most; what the store finds after that, nobody wants. */
    private static final int OURS_END_DAYS = 28;

    private static final int ABORT_DAYS = 30;
    private static final List<String> CLOSED =
            List.of("BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets");
    private static final Set<String> MOVES_OBJECTS =
            Set.of("ExpirationInDays", "ExpirationDate", "Expiration", "Transition", "Transitions");

    static final List<Rule> RULES = List.of(
            new Rule(
                    "notification-filtered",
                    "every object of the bucket makes an event, and whoever writes to it calls our function",
                    subject -> unless(
                            notifications(subject).map(notification -> notification.at("Filter", "S3Key", "Rules")),
                            rules -> rules.items().stream()
                                    .anyMatch(rule -> rule.at("Name").text().equalsIgnoreCase("prefix")
                                            && rule.at("Value").text().matches("[a-z]+/")),
                            "must have a prefix that is a folder")),
            new Rule(
                    "notification-to-a-queue-that-feeds",
                    "events would lie in a queue that nobody reads",
                    subject -> unless(
                            notifications(subject).map(notification -> notification.at("Queue")),
                            queue -> subject.events("SQS")
                                    .anyMatch(event ->
                                            event.at("Properties", "Queue").is(queue.text())),
                            "must be a queue that a function reads")),
            new Rule(
                    "notification-admitted-alone",
                    "the queue refuses the events, or takes those of strangers: S3 speaks for whoever names a bucket",
                    subject -> subject.each(Subject.BUCKET).stream()
                            .flatMap(bucket -> told(bucket).flatMap(queue -> unadmitted(subject, bucket, queue)))),
            new Rule(
                    "notification-after-admission",
                    "S3 tries the queue when the bucket is made, and is refused while the policy isn't there yet",
                    subject -> subject.each(Subject.BUCKET).stream()
                            .filter(bucket -> told(bucket).findAny().isPresent())
                            .map(bucket -> bucket.at("DependsOn"))
                            .filter(after -> after.texts().stream()
                                    .noneMatch(id ->
                                            subject.resource(id).at("Type").is("AWS::SQS::QueuePolicy")))
                            .map(after -> after.finding("must be the policy of the queue"))),
            new Rule(
                    "unfinished-uploads-aborted",
                    "the parts of uploads that never end are paid for, and nothing shows them",
                    subject -> subject.each(Subject.BUCKET).stream()
                            .filter(bucket -> lifecycle(bucket)
                                    .noneMatch(rule -> rule.at("AbortIncompleteMultipartUpload", "DaysAfterInitiation")
                                            .isBetween(OURS_END_DAYS + 1, ABORT_DAYS)))
                            .map(bucket -> bucket.at("Properties", "LifecycleConfiguration")
                                    .finding("must abort incomplete multipart uploads after 29 or 30 days"))),
            new Rule(
                    "objects-never-expire",
                    "only the sweep knows when a staged object's last URL is dead, and content never ends by its age",
                    subject -> subject.each(Subject.BUCKET).stream()
                            .flatMap(BucketRules::lifecycle)
                            .flatMap(Piece::inside)
                            .filter(action -> MOVES_OBJECTS.contains(action.name()))
                            .map(action -> action.finding("no rule may expire or move objects"))),
            new Rule(
                    "buckets-closed-to-the-public",
                    "content would be anyone's",
                    subject -> unless(
                            subject.each(Subject.BUCKET).stream()
                                    .flatMap(bucket -> CLOSED.stream()
                                            .map(way ->
                                                    bucket.at("Properties", "PublicAccessBlockConfiguration", way))),
                            way -> way.is("true"),
                            "must be true")),
            new Rule(
                    "buckets-speak-tls-alone",
                    "content and URLs would travel for all to read",
                    subject -> subject.each(Subject.BUCKET).stream()
                            .filter(bucket -> policies(subject, bucket).noneMatch(BucketRules::refusesPlainHttp))
                            .map(bucket -> bucket.where() + " has no policy that denies calls without TLS")),
            new Rule(
                    "buckets-outlive-the-stack",
                    "deleting or replacing a stack would delete everyone's files, or stop half-way",
                    subject -> unless(
                            subject.each(Subject.BUCKET).stream()
                                    .flatMap(bucket ->
                                            Stream.of(bucket.at("DeletionPolicy"), bucket.at("UpdateReplacePolicy"))),
                            policy -> policy.is("Retain"),
                            "must be Retain")),
            new Rule(
                    "stored-encrypted",
                    "what lies on a disk is read with the disk",
                    subject -> Stream.concat(
                            unless(
                                    subject.each(Subject.BUCKET).stream()
                                            .map(bucket -> bucket.at(
                                                    "Properties",
                                                    "BucketEncryption",
                                                    "ServerSideEncryptionConfiguration")),
                                    encryption -> !encryption.items().isEmpty(),
                                    "must say how objects are encrypted"),
                            unless(
                                    subject.each(Subject.QUEUE).stream()
                                            .map(queue -> queue.at("Properties", "SqsManagedSseEnabled")),
                                    encryption -> encryption.is("true"),
                                    "must be true"))));

    private BucketRules() {}

    private static Stream<Piece> notifications(Subject subject) {
        return subject.each(Subject.BUCKET).stream().flatMap(BucketRules::notifications);
    }

    private static Stream<Piece> notifications(Piece bucket) {
        return bucket.at("Properties", "NotificationConfiguration", "QueueConfigurations").items().stream();
    }

    /** The ARNs of the queues that a bucket tells. */
    private static Stream<String> told(Piece bucket) {
        return notifications(bucket)
                .map(notification -> notification.at("Queue").text())
                .distinct();
    }

    private static Stream<Piece> lifecycle(Piece bucket) {
        return bucket.at("Properties", "LifecycleConfiguration", "Rules").items().stream()
                .filter(rule -> rule.at("Status").is("Enabled"));
    }

    /** Whoever is let into the queue must be S3, for this bucket and this account, and it must be let in. */
    private static Stream<String> unadmitted(Subject subject, Piece bucket, String queueArn) {
        List<Piece> admissions = subject.each("AWS::SQS::QueuePolicy").stream()
                .flatMap(policy -> policy.at("Properties", "PolicyDocument", "Statement").items().stream())
                .filter(statement -> statement.at("Effect").is("Allow"))
                .filter(statement -> statement.at("Resource").texts().contains(queueArn))
                .toList();
        if (admissions.isEmpty()) {
            return Stream.of("no policy lets S3 send the events of " + bucket.where() + " to " + queueArn);
        }
        return admissions.stream()
                .filter(statement -> !admits(statement, bucket))
                .map(statement -> statement.finding("must admit S3 for " + bucket.where() + " and this account alone"));
    }

    private static boolean admits(Piece statement, Piece bucket) {
        Piece conditions = statement.at("Condition");
        return statement.at("Principal", "Service").texts().equals(List.of("s3.amazonaws.com"))
                && statement.at("Action").texts().equals(List.of("sqs:SendMessage"))
                && conditions.at("StringEquals", "aws:SourceAccount").is(Subject.ACCOUNT)
                && Stream.of("ArnLike", "ArnEquals")
                        .anyMatch(test -> conditions.at(test, "aws:SourceArn").is(Subject.bucketArn(bucket)));
    }

    private static Stream<Piece> policies(Subject subject, Piece bucket) {
        return subject.each("AWS::S3::BucketPolicy").stream()
                .map(policy -> policy.at("Properties"))
                .filter(policy -> policy.at("Bucket")
                        .is(bucket.at("Properties", "BucketName").text()))
                .flatMap(policy -> policy.at("PolicyDocument", "Statement").items().stream())
                .filter(statement -> statement
                        .at("Resource")
                        .texts()
                        .containsAll(List.of(Subject.bucketArn(bucket), Subject.bucketArn(bucket) + "/*")));
    }

    private static boolean refusesPlainHttp(Piece statement) {
        return statement.at("Effect").is("Deny")
                && statement.at("Principal").is("*")
                && statement.at("Action").is("s3:*")
                && statement.at("Condition", "Bool", "aws:SecureTransport").is("false");
    }
}
