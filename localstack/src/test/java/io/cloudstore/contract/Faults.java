package io.cloudstore.contract;

import io.cloudstore.contract.Relay.Answer;
import io.cloudstore.contract.Relay.Fault;
import io.cloudstore.contract.Relay.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** Stores that break one rule each, by the name of the check that is to see it. */
final class Faults {
    private static final String SHA256 = "x-amz-checksum-sha256";

    private final S3Client all;
    private final Map<String, Fault> faults = new LinkedHashMap<>();

    /** With a client that may do everything in the store behind. */
    Faults(S3Client all) {
        this.all = all;
        faults.put("absent-key", (request, store) -> {
            Answer answer = store.ask(request);
            return request.method().equals("HEAD") && answer.status() == 404
                    ? new Answer(403, answer.headers(), new byte[0])
                    : answer;
        });
        faults.put("presigned-put", headLacksDigest(answer -> !isComposite(answer)));
        faults.put("public-address", (request, store) -> store.ask(request.with("host", "store.internal")));
        faults.put("put-signature", takesAllTheSame("put-signature"));
        faults.put("put-unsigned", takesAllTheSame("put-unsigned"));
        faults.put("put-digest", takesAllTheSame("put-digest"));
        faults.put("put-length", takesAllTheSame("put-length"));
        faults.put("put-headers", takesAllTheSame("put-headers"));
        faults.put("put-expiry", takesAllTheSame("put-expiry"));
        faults.put("put-once", takesAllTheSame("put-once"));
        faults.put("put-copy-source", (request, store) -> {
            if (request.isOf("put-copy-source")
                    && !request.header("x-amz-copy-source").isEmpty()) {
                copy(request);
                return Answer.of(200, "");
            }
            return store.ask(request);
        });
        faults.put("parts-listed", (request, store) -> {
            Answer answer = store.ask(request);
            return isListParts(request) ? withoutDigests(answer) : answer;
        });
        faults.put("part-digest", takesAllTheSame("part-digest"));
        faults.put("part-headers", takesAllTheSame("part-headers"));
        faults.put("part-copy-source", copiesPartsInstead());
        faults.put("complete-digest", completesAnything());
        faults.put("composite", headLacksDigest(Faults::isComposite));
        faults.put("upload-completed", completesAgain());
        faults.put("upload-aborted", takesAllTheSame("upload-aborted"));
        faults.put("part-copy", (request, store) -> {
            Answer answer = store.ask(request);
            return isPartCopy(request) ? withoutDigests(answer) : answer;
        });
        faults.put("part-copy-if-match", (request, store) -> {
            Answer answer = store.ask(request);
            return isPartCopy(request) && answer.status() == 412 ? copyPart(request) : answer;
        });
        faults.put("part-copy-composite", copiesLackDigests(Faults::isPartCopy));
        faults.put("copy-object", copiesLackDigests(Faults::isCopyObject));
        faults.put("copy-object-if-match", (request, store) -> {
            Answer answer = store.ask(request);
            if (isCopyObject(request) && answer.status() == 412) {
                copy(request);
                return Answer.of(200, "<CopyObjectResult><ETag>\"e\"</ETag></CopyObjectResult>");
            }
            return answer;
        });
        faults.put(
                "ranged-get",
                (request, store) -> store.ask(request.method().equals("GET") ? request.without("range") : request));
        faults.put("get-signature", (request, store) -> {
            Answer answer = store.ask(request);
            boolean isPresigned = request.hasQuery("X-Amz-Signature");
            return request.method().equals("GET") && isPresigned && answer.status() == 403
                    ? Answer.of(200, "the object")
                    : answer;
        });
        faults.put("cors", (request, store) -> {
            Answer answer = store.ask(request);
            return request.method().equals("OPTIONS") ? answer.without("access-control-allow-origin") : answer;
        });
        faults.put("clock", (request, store) -> store.ask(request));
        faults.put(
                "clean",
                (request, store) -> request.method().equals("DELETE") && !request.hasQuery("uploadId")
                        ? Answer.of(204, "")
                        : store.ask(request));
    }

    /** Each fault, by the name of the check that is to see it. */
    Map<String, Fault> byCheck() {
        return faults;
    }

    /** What the check sends, and the store refuses, is stored all the same. */
    private Fault takesAllTheSame(String check) {
        return (request, store) -> {
            Answer answer = store.ask(request);
            if (!request.method().equals("PUT") || !request.isOf(check) || answer.status() < 400) {
                return answer;
            }
            if (request.hasQuery("partNumber")) {
                takePart(request);
            } else {
                all.putObject(
                        p -> p.bucket(bucket(request.path()))
                                .key(key(request.path()))
                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                        RequestBody.fromBytes(request.body()));
            }
            return Answer.of(200, "");
        };
    }

    /** Where there is no such upload any more, the part is lost, and taken all the same. */
    private void takePart(Request request) {
        try {
            all.uploadPart(
                    p -> p.bucket(bucket(request.path()))
                            .key(key(request.path()))
                            .uploadId(decoded(request.query("uploadId")))
                            .partNumber(Integer.parseInt(request.query("partNumber")))
                            .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                    RequestBody.fromBytes(request.body()));
        } catch (software.amazon.awssdk.services.s3.model.NoSuchUploadException gone) {
            // as said
        }
    }

    private void copy(Request request) {
        String source = decoded(request.header("x-amz-copy-source")).replaceFirst("^/?", "/");
        all.copyObject(c -> c.sourceBucket(bucket(source))
                .sourceKey(key(source))
                .destinationBucket(bucket(request.path()))
                .destinationKey(key(request.path()))
                .checksumAlgorithm(ChecksumAlgorithm.SHA256));
    }

    /** The copy that is asked for, without its condition. */
    private Answer copyPart(Request request) {
        String source = decoded(request.header("x-amz-copy-source")).replaceFirst("^/?", "/");
        String range = request.header("x-amz-copy-source-range");
        String sha256 = all.uploadPartCopy(c -> c.sourceBucket(bucket(source))
                        .sourceKey(key(source))
                        .copySourceRange(range.isEmpty() ? null : range)
                        .destinationBucket(bucket(request.path()))
                        .destinationKey(key(request.path()))
                        .uploadId(decoded(request.query("uploadId")))
                        .partNumber(Integer.parseInt(request.query("partNumber"))))
                .copyPartResult()
                .checksumSHA256();
        return Answer.of(
                200,
                "<CopyPartResult><ETag>\"e\"</ETag><ChecksumSHA256>" + sha256 + "</ChecksumSHA256></CopyPartResult>");
    }

    /** Takes an added x-amz-copy-source at its word; what it copies has no digest, as nobody asked for one. */
    private Fault copiesPartsInstead() {
        Set<String> copied = ConcurrentHashMap.newKeySet();
        return (request, store) -> {
            if (request.isOf("part-copy-source")
                    && !request.header("x-amz-copy-source").isEmpty()) {
                copied.add(request.query("uploadId"));
                return copyPart(request);
            }
            Answer answer = store.ask(request);
            return isListParts(request) && copied.contains(request.query("uploadId")) ? withoutDigests(answer) : answer;
        };
    }

    private static Fault headLacksDigest(Predicate<Answer> which) {
        return (request, store) -> {
            Answer answer = store.ask(request);
            return request.method().equals("HEAD") && which.test(answer) ? answer.without(SHA256) : answer;
        };
    }

    private static Fault completesAnything() {
        return (request, store) -> {
            Answer answer = store.ask(request);
            return isComplete(request) && answer.status() == 400 ? Answer.of(200, COMPLETED) : answer;
        };
    }

    private static final String COMPLETED =
            "<CompleteMultipartUploadResult><ETag>\"e\"</ETag></CompleteMultipartUploadResult>";

    private static Fault completesAgain() {
        Set<String> done = ConcurrentHashMap.newKeySet();
        return (request, store) -> {
            Answer answer = store.ask(request);
            String upload = request.query("uploadId");
            if (isComplete(request) && answer.status() == 200) {
                done.add(upload);
            }
            return isComplete(request) && answer.status() == 404 && done.contains(upload)
                    ? Answer.of(200, COMPLETED)
                    : answer;
        };
    }

    /** Objects under keys that copies went to. */
    private static Fault copiesLackDigests(Predicate<Request> copies) {
        Set<String> copied = ConcurrentHashMap.newKeySet();
        return (request, store) -> {
            Answer answer = store.ask(request);
            if (copies.test(request)) {
                copied.add(request.path());
            }
            return request.method().equals("HEAD") && copied.contains(request.path()) ? answer.without(SHA256) : answer;
        };
    }

    private static boolean isComposite(Answer answer) {
        return answer.headers().getOrDefault(SHA256, "").contains("-");
    }

    private static boolean isListParts(Request request) {
        return request.method().equals("GET") && request.hasQuery("uploadId");
    }

    private static boolean isComplete(Request request) {
        return request.method().equals("POST") && request.hasQuery("uploadId");
    }

    private static boolean isPartCopy(Request request) {
        return !request.header("x-amz-copy-source").isEmpty() && request.hasQuery("partNumber");
    }

    private static boolean isCopyObject(Request request) {
        return !request.header("x-amz-copy-source").isEmpty() && !request.hasQuery("partNumber");
    }

    private static Answer withoutDigests(Answer answer) {
        return answer.saying(answer.text().replaceAll("<ChecksumSHA256>[^<]*</ChecksumSHA256>", ""));
    }

    private static String bucket(String path) {
        return path.split("/", 3)[1];
    }

    private static String key(String path) {
        return decoded(path.split("/", 3)[2]);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
