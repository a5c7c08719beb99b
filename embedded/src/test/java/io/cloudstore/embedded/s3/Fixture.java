package io.cloudstore.embedded.s3;

import io.cloudstore.embedded.s3.access.Allow;
import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.Role;
import io.cloudstore.embedded.s3.access.SessionSettings;
import io.cloudstore.embedded.s3.event.Notification;
import io.cloudstore.embedded.s3.event.ObjectEvents;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A running engine with the identities that Cloudstore has, and clients of it. */
final class Fixture implements AutoCloseable {
    static final String STAGING = "staging-bucket";
    static final String LONG_TERM = "long-term-bucket";
    static final String QUEUE = "transfer";
    static final int MIB = 1024 * 1024;

    static final Identity WORKER = new Identity("WORKER", "worker-secret", List.of(new Allow("*", "*")));
    static final Identity UPLOAD_SIGNER = new Identity(
            "UPLOADSIGNER",
            "upload-secret",
            List.of(new Allow("s3:PutObject", "arn:aws:s3:::" + STAGING + "/staging/*")));
    static final Identity DOWNLOAD_SIGNER = new Identity(
            "DOWNLOADSIGNER",
            "download-secret",
            List.of(
                    new Allow("s3:GetObject", "arn:aws:s3:::" + STAGING + "/staging/*"),
                    new Allow("s3:GetObject", "arn:aws:s3:::" + LONG_TERM + "/blob/*")));

    /** May do what the upload signer may; the worker may begin sessions of it. */
    static final Role UPLOAD_ROLE = new Role(
            "arn:aws:iam::000000000000:role/UploadSignerRole",
            UPLOAD_SIGNER.allows(),
            Set.of(WORKER.accessKey()),
            Duration.ofHours(1));

    final S3Engine engine;
    final S3Client s3;
    final HttpClient http = HttpClient.newHttpClient();

    Fixture(Path folder) throws IOException {
        this(folder, Clock.systemUTC(), (queue, events) -> {});
    }

    Fixture(Path folder, Clock clock, ObjectEvents events) throws IOException {
        this(settings(folder, clock), events);
    }

    Fixture(S3Settings settings, ObjectEvents events) throws IOException {
        engine = S3Engine.start(settings, events);
        s3 = client(WORKER, RequestChecksumCalculation.WHEN_SUPPORTED);
    }

    static S3Settings settings(Path folder, Clock clock) {
        return settings(folder, clock, false);
    }

    static S3Settings settings(Path folder, Clock clock, boolean fsync) {
        return new S3Settings(
                folder,
                0,
                "us-east-1",
                List.of(
                        new BucketSettings(
                                STAGING,
                                List.of(new Notification(QUEUE, "staging/")),
                                List.of("http://localhost:8780"),
                                Duration.ofDays(30)),
                        new BucketSettings(LONG_TERM, List.of(), List.of(), Duration.ofDays(30))),
                List.of(WORKER, UPLOAD_SIGNER, DOWNLOAD_SIGNER),
                new SessionSettings(List.of(UPLOAD_ROLE), "sessions' secret", SessionSettings.AS_ASKED),
                clock,
                fsync);
    }

    S3Client client(Identity identity, RequestChecksumCalculation checksums) {
        return client(credentials(identity), checksums);
    }

    S3Client client(AwsCredentialsProvider credentials, RequestChecksumCalculation checksums) {
        return S3Client.builder()
                .endpointOverride(engine.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .requestChecksumCalculation(checksums)
                .httpClient(UrlConnectionHttpClient.create())
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    /** As the functions sign: no checksum that the caller didn't ask for. */
    S3Presigner presigner(Identity identity) {
        return presigner(credentials(identity));
    }

    S3Presigner presigner(AwsCredentialsProvider credentials) {
        S3Client plain = client(credentials, RequestChecksumCalculation.WHEN_REQUIRED);
        return S3Presigner.builder()
                .endpointOverride(engine.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .s3Client(plain)
                .build();
    }

    static StaticCredentialsProvider credentials(Identity identity) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(identity.accessKey(), identity.secretKey()));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(engine.endpoint() + pathAndQuery));
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", bytes));
    }

    static String md5(byte[] bytes) {
        return HexFormat.of().formatHex(digest("MD5", bytes));
    }

    @Override
    public void close() {
        s3.close();
        http.close();
        engine.close();
    }
}
