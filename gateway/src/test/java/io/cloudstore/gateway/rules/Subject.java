package io.cloudstore.gateway.rules;

import io.cloudstore.gateway.template.WholeTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a rule is asked about: a template as it is deployed. */
final class Subject {
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String API = "AWS::Serverless::Api";
    static final String QUEUE = "AWS::SQS::Queue";
    static final String BUCKET = "AWS::S3::Bucket";
    /** Those that the gateway's reading has where no others are given. */
    static final String ACCOUNT = "000000000000";

    private static final String IN_REGION = "us-east-1:" + ACCOUNT + ":";

    private final String yaml;
    private final Deployment deployment;
    private final Map<String, Object> resources;

    private Subject(String yaml, Deployment deployment) {
        this.yaml = yaml;
        this.deployment = deployment;
        this.resources = WholeTemplate.resources(yaml, deployment.values());
    }

    /** This template, deployed so. */
    static Subject of(String yaml, Deployment deployment) {
        return new Subject(yaml, deployment);
    }

    /** The text of the template that we ship. */
    static String shipped() {
        try {
            return Files.readString(Path.of("..", "template.yaml"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The template's text. */
    String yaml() {
        return yaml;
    }

    /** How it is deployed. */
    Deployment deployment() {
        return deployment;
    }

    /** The same template with all that may be left out. */
    Subject withEverything() {
        return new Subject(yaml, deployment.withEverything());
    }

    /** The same template with nothing that may be left out. */
    Subject withLittle() {
        return new Subject(yaml, deployment.withLittle());
    }

    /** The template's parameters, each under its name. */
    Stream<Piece> parameters() {
        return new Piece("Parameters", WholeTemplate.parameters(yaml)).inside();
    }

    /** The resource of this logical id. */
    Piece resource(String logicalId) {
        return new Piece(logicalId, resources.get(logicalId));
    }

    /** The resources of a type. */
    List<Piece> each(String type) {
        return resources.keySet().stream()
                .map(this::resource)
                .filter(resource -> resource.at("Type").is(type))
                .toList();
    }

    /** The functions, one after the other: their properties. */
    Stream<Piece> functions() {
        return each(FUNCTION).stream().map(function -> function.at("Properties"));
    }

    /** What calls the functions, of this kind: {@code Api}, {@code SQS}, {@code Schedule}. */
    Stream<Piece> events(String kind) {
        return functions()
                .flatMap(function -> function.at("Events").inside())
                .filter(event -> event.at("Type").is(kind));
    }

    /** The function that a piece of it belongs to. */
    Piece functionOf(Piece piece) {
        return resource(logicalId(piece)).at("Properties");
    }

    /** The queue with this ARN. */
    Optional<Piece> queueAt(Piece arn) {
        return each(QUEUE).stream().filter(queue -> arn.is(queueArn(queue))).findFirst();
    }

    /** The ARN of a queue. */
    static String queueArn(Piece queue) {
        return "arn:aws:sqs:" + IN_REGION + queue.at("Properties", "QueueName").text();
    }

    /** The ARN of a bucket. */
    static String bucketArn(Piece bucket) {
        return "arn:aws:s3:::" + bucket.at("Properties", "BucketName").text();
    }

    /** The ARN of a function. */
    static String functionArn(String logicalId) {
        return "arn:aws:lambda:" + IN_REGION + "function:" + logicalId;
    }

    /** The logical id of the resource that a piece is of. */
    static String logicalId(Piece piece) {
        int dot = piece.where().indexOf('.');
        return dot < 0 ? piece.where() : piece.where().substring(0, dot);
    }

    /** A finding for each of {@code pieces} that is not so. */
    static Stream<String> unless(Stream<Piece> pieces, Predicate<Piece> so, String otherwise) {
        return pieces.filter(so.negate()).map(piece -> piece.finding(otherwise));
    }

    @Override
    public String toString() {
        return "template deployed with " + deployment;
    }
}
