package io.cloudstore.contract;

import io.cloudstore.embedded.s3.BucketSettings;
import io.cloudstore.embedded.s3.S3Engine;
import io.cloudstore.embedded.s3.S3Settings;
import io.cloudstore.embedded.s3.access.Allow;
import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.SessionSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The embedded S3, with each identity allowed what the adapters' package comment says and nothing else. */
final class EmbeddedEngine {
    private static final String REGION = "us-east-1";
    private static final String STAGING = "contract-staging";
    private static final String LONG_TERM = "contract-long-term";

    private EmbeddedEngine() {}

    static StoreUnderTest.Engine start() throws IOException {
        Path folder = Files.createTempDirectory("s3-contract");
        var settings = new S3Settings(
                folder,
                0,
                REGION,
                List.of(bucket(STAGING), bucket(LONG_TERM)),
                List.of(worker(), uploadSigner(), downloadSigner(), owner()),
                SessionSettings.NONE,
                Clock.systemUTC(),
                false);
        S3Engine engine = S3Engine.start(settings, (queue, events) -> {});
        return new StoreUnderTest.Engine(
                engine.endpoint(),
                "WORKER:worker-secret",
                "UPLOAD:upload-secret",
                "DOWNLOAD:download-secret",
                "OWNER:owner-secret",
                STAGING,
                LONG_TERM,
                () -> {
                    engine.close();
                    delete(folder);
                });
    }

    private static BucketSettings bucket(String name) {
        return new BucketSettings(name, List.of(), List.of("https://pages.example"), Duration.ofDays(30));
    }

    private static Identity worker() {
        return new Identity(
                "WORKER",
                "worker-secret",
                List.of(
                        onObjects("s3:PutObject", STAGING, "staging/*"),
                        onObjects("s3:GetObject", STAGING, "staging/*"),
                        onObjects("s3:DeleteObject", STAGING, "staging/*"),
                        onObjects("s3:ListMultipartUploadParts", STAGING, "staging/*"),
                        onObjects("s3:AbortMultipartUpload", STAGING, "staging/*"),
                        onBucket("s3:ListBucket", STAGING),
                        onBucket("s3:ListBucketMultipartUploads", STAGING),
                        onObjects("s3:PutObject", LONG_TERM, "blob/*"),
                        onObjects("s3:GetObject", LONG_TERM, "blob/*"),
                        onObjects("s3:DeleteObject", LONG_TERM, "blob/*"),
                        onObjects("s3:ListMultipartUploadParts", LONG_TERM, "blob/*"),
                        onObjects("s3:AbortMultipartUpload", LONG_TERM, "blob/*"),
                        onBucket("s3:ListBucket", LONG_TERM),
                        onBucket("s3:ListBucketMultipartUploads", LONG_TERM)));
    }

    private static Identity uploadSigner() {
        return new Identity("UPLOAD", "upload-secret", List.of(onObjects("s3:PutObject", STAGING, "staging/*")));
    }

    private static Identity downloadSigner() {
        return new Identity(
                "DOWNLOAD",
                "download-secret",
                List.of(
                        onObjects("s3:GetObject", STAGING, "staging/*"),
                        onObjects("s3:GetObject", LONG_TERM, "blob/*")));
    }

    private static Identity owner() {
        return new Identity("OWNER", "owner-secret", List.of(new Allow("s3:*", "*")));
    }

    private static Allow onObjects(String action, String bucket, String keys) {
        return new Allow(action, "arn:aws:s3:::" + bucket + "/" + keys);
    }

    private static Allow onBucket(String action, String bucket) {
        return new Allow(action, "arn:aws:s3:::" + bucket);
    }

    private static void delete(Path folder) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
