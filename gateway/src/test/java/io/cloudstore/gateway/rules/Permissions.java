package io.cloudstore.gateway.rules;

import io.cloudstore.gateway.rules.CallGraph.Call;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each function must be allowed, from what its code calls: {@link CallGraph} says which operations, the tables here
 * what AWS wants for each and on what the code does it. A permission is written {@code s3:GetObject
 * StagingBucket/staging/*}.
 */
final class Permissions {
    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; without ListBucket HEAD and GET say 403 for 404. */
    private static final Map<String, List<String>> ON_OBJECT = Map.of(
            "S3Client.headObject", List.of("s3:GetObject"),
            "S3Client.getObject", List.of("s3:GetObject"),
            "S3Client.createMultipartUpload", List.of("s3:PutObject"),
            "S3Client.completeMultipartUpload", List.of("s3:PutObject"),
            "S3Client.abortMultipartUpload", List.of("s3:AbortMultipartUpload"),
            "S3Client.listPartsPaginator", List.of("s3:ListMultipartUploadParts"),
            "S3Client.deleteObject", List.of("s3:DeleteObject"),
            "S3Client.copyObject", List.of("s3:PutObject"),
            "S3Client.uploadPartCopy", List.of("s3:PutObject"));

    private static final Map<String, List<String>> ON_BUCKET = Map.of(
            "S3Client.headObject", List.of("s3:ListBucket"),
            "S3Client.getObject", List.of("s3:ListBucket"),
            "S3Client.headBucket", List.of("s3:ListBucket"),
            "S3Client.listObjectsV2", List.of("s3:ListBucket"),
            "S3Client.listMultipartUploads", List.of("s3:ListBucketMultipartUploads"),
            "S3Client.listMultipartUploadsPaginator", List.of("s3:ListBucketMultipartUploads"));

    private static final Set<String> COPIES = Set.of("S3Client.copyObject", "S3Client.uploadPartCopy");
    /** Signed for whoever holds the URL, so it is the signer's role that must be allowed. */
    private static final Map<String, String> SIGNED =
            Map.of("Signer.put", "s3:PutObject", "Signer.get", "s3:GetObject");

    /** Which role each signing class acts in, by the variable that names it, and on what. */
    private static final Map<String, String> SIGNERS =
            Map.of("PutSigner", "CLOUDSTORE_UPLOAD_SIGNER", "GetSigner", "CLOUDSTORE_DOWNLOAD_SIGNER");

    private static final String STAGED = "StagingBucket/staging/*";
    private static final String STORED = "LongTermBucket/blob/*";
    private static final Map<String, List<String>> SIGNED_FOR =
            Map.of("PutSigner", List.of(STAGED), "GetSigner", List.of(STAGED, STORED));

    /** What each class of the adapter works on; of one that copies the place that it copies into comes first. */
    private static final Map<String, List<String>> OBJECTS = Map.of(
            "StagingBucket", List.of(STAGED),
            "LongTermBucket", List.of(STORED),
            "BlobCopies", List.of(STAGED, STORED),
            "StoredRanges", List.of(STAGED, STORED),
            "StoredDigests", List.of(STORED),
            "BucketWalk", List.of(STAGED, STORED));

    /** What each class that copies copies from. */
    private static final Map<String, List<String>> SOURCES =
            Map.of("LongTermBucket", List.of(STAGED), "BlobCopies", List.of(STAGED, STORED));

    /** Which queues a use case wakes: merges and transfers have one, all other jobs the other; the sweep sends all. */
    private static final Map<String, List<String>> WAKES = Map.of(
            "AbortUpload", List.of("JobsQueue"),
            "CompleteUpload", List.of("TransferQueue"),
            "CommitWhole", List.of("TransferQueue"),
            "CarryOn", List.of("TransferQueue"),
            "Purge", List.of("JobsQueue"),
            "FinishPurge", List.of("JobsQueue"),
            "Tick", List.of("TransferQueue", "JobsQueue"));

    /** What migrate makes in Parameter Store, by the variable that refers to it. */
    private static final List<String> MADE = List.of(
            "CLOUDSTORE_TOKEN_KEY", "CLOUDSTORE_TOKEN_KEYS", "CLOUDSTORE_RECEIPT_KEY", "CLOUDSTORE_RECEIPT_KEYS");

    /** Asked of AWS without a permission of the function's: secrets are {@link #secrets}, roles say whom they trust. */
    private static final Set<String> NO_PERMISSION = Set.of(
            "SsmClient.getParameter",
            "SecretsManagerClient.getSecretValue",
            "StsClient.assumeRole",
            // only a queue that is given by its name is looked up; !Ref is its URL on AWS
            "SqsClient.getQueueUrl");

    private static final Set<String> ACTORS = actors();

    private Permissions() {}

    /** What a function's own role must be allowed, however the template is deployed. */
    static Set<String> neededBy(Subject subject, Piece function) {
        Set<String> needed = new TreeSet<>();
        calls(function).forEach(call -> needed.addAll(permissions(function, call)));
        Stream.of(subject, subject.withLittle(), subject.withEverything())
                .map(each -> each.functionOf(function))
                .forEach(each -> needed.addAll(secrets(each)));
        return needed;
    }

    /** What a role that URLs are signed with must be allowed. */
    static Set<String> neededBySigner(Subject subject, String role) {
        Set<String> needed = new TreeSet<>();
        subject.functions()
                .forEach(function -> calls(function).stream()
                        .filter(call -> SIGNED.containsKey(call.operation()))
                        .filter(call -> signerRole(function, call).equals(Optional.of(role)))
                        .forEach(call -> SIGNED_FOR
                                .getOrDefault(call.actor(), List.of())
                                .forEach(place -> needed.add(SIGNED.get(call.operation()) + " " + place))));
        return needed;
    }

    /** The roles of the template that functions sign with, and which functions do. */
    static Set<String> signedWithBy(Subject subject, String role) {
        Set<String> functions = new TreeSet<>();
        subject.functions()
                .filter(function -> calls(function).stream()
                        .anyMatch(call -> SIGNED.containsKey(call.operation())
                                && signerRole(function, call).equals(Optional.of(role))))
                .forEach(function -> functions.add(Subject.logicalId(function)));
        return functions;
    }

    /** What the statements of a policy allow, each permission by itself. */
    static Set<String> allowed(Subject subject, Stream<Piece> statements) {
        Set<String> allowed = new TreeSet<>();
        statements
                .filter(statement -> statement.at("Effect").is("Allow"))
                .forEach(statement -> statement
                        .at("Action")
                        .texts()
                        .forEach(action -> statement
                                .at("Resource")
                                .texts()
                                .forEach(resource -> allowed.add(action + " " + place(subject, resource)))));
        return allowed;
    }

    /** {@code LoginHandler} is wired by the method {@code login} of one of the classes {@code …Wiring}. */
    private static Set<Call> calls(Piece function) {
        String handler = function.at("Handler").text();
        String name = handler.substring(handler.lastIndexOf('.') + 1).replaceFirst("Handler$", "");
        return CallGraph.reachedFrom(
                "io\\.cloudstore\\.functions\\.entry\\.\\w+Wiring",
                name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1),
                ACTORS);
    }

    private static List<String> permissions(Piece function, Call call) {
        String operation = call.operation();
        if (operation.equals("SqsClient.sendMessageBatch")) {
            return known(call, WAKES.get(call.actor())).stream()
                    .map(queue -> "sqs:SendMessage " + queue)
                    .toList();
        }
        if (operation.equals("SsmClient.putParameter")) {
            return MADE.stream()
                    .map(name -> "ssm:PutParameter " + reference(function.at("Environment", "Variables", name)))
                    .toList();
        }
        if (SIGNED.containsKey(operation) || NO_PERMISSION.contains(operation)) {
            return List.of();
        }
        List<String> objects = known(call, OBJECTS.get(call.actor()));
        List<String> permissions = new ArrayList<>();
        if (COPIES.contains(operation)) {
            permissions.addAll(on(ON_OBJECT, operation, objects.subList(0, 1)));
            known(call, SOURCES.get(call.actor())).forEach(source -> {
                permissions.add("s3:GetObject " + source);
                permissions.add("s3:ListBucket " + bucketOf(source));
            });
        } else {
            permissions.addAll(on(ON_OBJECT, operation, objects));
            permissions.addAll(on(
                    ON_BUCKET,
                    operation,
                    objects.stream().map(Permissions::bucketOf).toList()));
        }
        return known(call, permissions.isEmpty() ? null : permissions);
    }

    private static List<String> on(Map<String, List<String>> actions, String operation, List<String> places) {
        return actions.getOrDefault(operation, List.of()).stream()
                .flatMap(action -> places.stream().map(place -> action + " " + place))
                .toList();
    }

    private static String bucketOf(String objects) {
        return objects.substring(0, objects.indexOf('/'));
    }

    private static <T> T known(Call call, @Nullable T permissions) {
        if (permissions == null) {
            throw new IllegalStateException("Say in Permissions what " + call + " needs.");
        }
        return permissions;
    }

    /** The parameters that a function's variables refer to. */
    private static Set<String> secrets(Piece function) {
        Set<String> needed = new LinkedHashSet<>();
        function.at("Environment", "Variables")
                .inside()
                .filter(variable -> variable.text().startsWith("ssm:"))
                .forEach(variable -> needed.add("ssm:GetParameter " + reference(variable)));
        return needed;
    }

    private static String reference(Piece variable) {
        return "parameter" + variable.text().replaceFirst("^ssm:", "");
    }

    private static Optional<String> signerRole(Piece function, Call call) {
        String variable = SIGNERS.getOrDefault(call.actor(), "");
        String role = function.at("Environment", "Variables", variable).text();
        return role.startsWith("role:") ? Optional.of(role.substring(role.lastIndexOf('/') + 1)) : Optional.empty();
    }

    /** What an ARN is of, in the template's own words. */
    private static String place(Subject subject, String arn) {
        for (Piece bucket : subject.each(Subject.BUCKET)) {
            if (arn.equals(Subject.bucketArn(bucket)) || arn.startsWith(Subject.bucketArn(bucket) + "/")) {
                return bucket.where() + arn.substring(Subject.bucketArn(bucket).length());
            }
        }
        for (Piece queue : subject.each(Subject.QUEUE)) {
            if (arn.equals(Subject.queueArn(queue))) {
                return queue.where();
            }
        }
        return arn.replaceFirst("^arn:aws:ssm:us-east-1:[0-9]+:", "");
    }

    private static Set<String> actors() {
        Set<String> actors = new LinkedHashSet<>(OBJECTS.keySet());
        actors.addAll(SIGNERS.keySet());
        actors.addAll(WAKES.keySet());
        return Set.copyOf(actors);
    }
}
