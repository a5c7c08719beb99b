package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Subject.unless;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Queues and what reads them: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
final class QueueRules {
    private static final int VISIBILITY_PER_TIMEOUT = 6;
    private static final int LEAST_RECEIVES = 5;
    /** Larger batches want a window, in which they are gathered. */
    private static final int BATCH_WITHOUT_WINDOW = 10;

    private static final int BATCH = 10_000;
    private static final int LAMBDA_DEFAULT_SECONDS = 3;
    private static final int SQS_DEFAULT_VISIBILITY = 30;
    private static final int SQS_DEFAULT_RETENTION = 345_600;

    static final List<Rule> RULES = List.of(
            new Rule(
                    "sources-are-queues-of-ours",
                    "a function would read from where nobody sends",
                    subject -> unless(
                            sources(subject).map(source -> source.at("Queue")),
                            queue -> subject.queueAt(queue).isPresent(),
                            "must be the ARN of a queue of this template")),
            new Rule(
                    "visibility-six-timeouts",
                    "a message comes again while its first reader still works on it, and after throttling it is lost to the dead letters",
                    subject -> feeds(subject)
                            .filter(feed -> feed.visibility() < VISIBILITY_PER_TIMEOUT * feed.timeout())
                            .map(feed -> feed.queue().where() + " hides a message for " + feed.visibility()
                                    + " s, less than six times the " + feed.timeout() + " s of "
                                    + feed.function().where())),
            new Rule(
                    "dead-letters",
                    "a message that can't be worked off comes again until it is too old, and nobody hears of it",
                    subject -> feeds(subject)
                            .map(Feed::queue)
                            .distinct()
                            .filter(queue -> deadLetters(subject, queue).isEmpty())
                            .map(queue -> queue.where() + " has no dead-letter queue of this template")),
            new Rule(
                    "dead-letters-are-read-by-people",
                    "dead letters that feed a function go round in circles",
                    subject -> feeds(subject)
                            .map(Feed::queue)
                            .filter(queue -> subject.each(Subject.QUEUE).stream()
                                    .flatMap(other -> deadLetters(subject, other).stream())
                                    .anyMatch(queue::equals))
                            .map(queue -> queue.where() + " holds dead letters and feeds a function")),
            new Rule(
                    "five-receives",
                    "a few throttled or crashed readers are enough to make a good message a dead letter",
                    subject -> unless(
                            feeds(subject).map(feed -> redrive(feed.queue()).at("maxReceiveCount")),
                            count -> count.isBetween(LEAST_RECEIVES, 1000),
                            "must be 5 or more")),
            new Rule(
                    "dead-letters-outlive-their-queue",
                    "a message keeps its age when it moves: one that was old is gone before anyone looks",
                    subject -> feeds(subject)
                            .map(Feed::queue)
                            .distinct()
                            .flatMap(queue -> deadLetters(subject, queue).stream()
                                    .filter(dead -> retention(dead) < retention(queue))
                                    .map(dead -> dead.where() + " keeps messages for " + retention(dead)
                                            + " s, less than the " + retention(queue) + " s of " + queue.where()))),
            new Rule(
                    "item-failures-reported",
                    "one bad record brings its whole batch back",
                    subject -> unless(
                            sources(subject).map(source -> source.at("FunctionResponseTypes")),
                            types -> types.texts().equals(List.of("ReportBatchItemFailures")),
                            "must be ReportBatchItemFailures")),
            new Rule(
                    "batch-within-lambda",
                    "more than 10 records want a batching window, and more than 10,000 there never are",
                    subject -> sources(subject)
                            .filter(source -> !isBatch(source))
                            .map(source ->
                                    source.at("BatchSize").finding("must be 1 to 10, or to 10,000 with a window"))),
            new Rule(
                    "queue-concurrency-within-lambda",
                    "one queue's backlog takes the whole account's concurrency otherwise",
                    subject -> unless(
                            sources(subject).map(source -> source.at("ScalingConfig", "MaximumConcurrency")),
                            concurrency -> concurrency.isBetween(2, 1000),
                            "must be 2 to 1,000")));

    private QueueRules() {}

    /** A queue and a function that reads it, both as pieces of the template. */
    private record Feed(Piece queue, Piece function) {
        long visibility() {
            return queue.at("Properties", "VisibilityTimeout").number(SQS_DEFAULT_VISIBILITY);
        }

        long timeout() {
            return function.at("Timeout").number(LAMBDA_DEFAULT_SECONDS);
        }
    }

    /** The queues that dead letters go to. */
    static Stream<Piece> deadLetterQueues(Subject subject) {
        return subject.each(Subject.QUEUE).stream()
                .flatMap(queue -> deadLetters(subject, queue).stream())
                .distinct();
    }

    private static Stream<Piece> sources(Subject subject) {
        return subject.events("SQS").map(event -> event.at("Properties"));
    }

    private static Stream<Feed> feeds(Subject subject) {
        return sources(subject)
                .flatMap(source -> subject.queueAt(source.at("Queue")).stream()
                        .map(queue -> new Feed(queue, subject.functionOf(source))));
    }

    private static Piece redrive(Piece queue) {
        return queue.at("Properties", "RedrivePolicy");
    }

    private static Optional<Piece> deadLetters(Subject subject, Piece queue) {
        return subject.queueAt(redrive(queue).at("deadLetterTargetArn")).filter(dead -> !dead.equals(queue));
    }

    private static long retention(Piece queue) {
        return queue.at("Properties", "MessageRetentionPeriod").number(SQS_DEFAULT_RETENTION);
    }

    private static boolean isBatch(Piece source) {
        boolean window = source.at("MaximumBatchingWindowInSeconds").number(0) > 0;
        return source.at("BatchSize").isBetween(1, window ? BATCH : BATCH_WITHOUT_WINDOW);
    }
}
