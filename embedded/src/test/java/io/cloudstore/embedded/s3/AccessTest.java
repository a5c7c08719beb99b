package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.DOWNLOAD_SIGNER;
import static io.cloudstore.embedded.s3.Fixture.LONG_TERM;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.UPLOAD_SIGNER;
import static io.cloudstore.embedded.s3.ObjectContractTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloudstore.embedded.s3.access.Identity;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Who is believed, and what each may do. */
class AccessTest {
    private static final byte[] CONTENT = "hello, body".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static final SettableClock CLOCK = new SettableClock();
    private static Fixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = new Fixture(folder, CLOCK, (queue, events) -> {});
        fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/there"), RequestBody.fromString("x"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static S3Client as(Identity identity) {
        return fixture.client(identity, RequestChecksumCalculation.WHEN_SUPPORTED);
    }

    @Test
    void a_wrong_secret_is_refused() {
        try (S3Client forged = as(new Identity("WORKER", "not-the-secret", List.of()))) {
            assertRefused(403, "SignatureDoesNotMatch", forged::listBuckets);
            assertRefused(
                    403,
                    "SignatureDoesNotMatch",
                    () -> forged.putObject(p -> p.bucket(STAGING).key("staging/f"), RequestBody.fromString("x")));
        }
    }

    @Test
    void an_unknown_key_is_refused() {
        try (S3Client stranger = as(new Identity("NOBODY", "secret", List.of()))) {
            assertRefused(403, "InvalidAccessKeyId", stranger::listBuckets);
        }
    }

    @Test
    void nobody_gets_nothing() throws Exception {
        for (String path : List.of("/", "/" + STAGING, "/" + STAGING + "/staging/there")) {
            HttpResponse<String> answer = fixture.send(fixture.to(path).build());
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
        }
    }

    @Test
    void a_clock_that_is_off_by_more_than_15_minutes_is_refused() throws Exception {
        HttpRequest request = signed("staging/skew", true, false)
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build();
        for (Duration off : List.of(Duration.ofMinutes(16), Duration.ofMinutes(-16))) {
            CLOCK.move(off);
            try {
                HttpResponse<String> answer = fixture.send(request);
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.body()).contains("<Code>RequestTimeTooSkewed</Code>");
            } finally {
                CLOCK.move(Duration.ZERO);
            }
        }
    }

    @Test
    void an_absent_key_is_404_only_for_who_may_list() {
        try (S3Client reader = as(DOWNLOAD_SIGNER)) {
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> reader.getObject(g -> g.bucket(STAGING).key("staging/absent")));
            assertThatExceptionOfType(S3Exception.class)
                    .isThrownBy(() -> reader.headObject(h -> h.bucket(STAGING).key("staging/absent")))
                    .satisfies(refusal -> assertThat(refusal.statusCode()).isEqualTo(403));
            assertThat(reader.headObject(h -> h.bucket(STAGING).key("staging/there"))
                            .contentLength())
                    .isEqualTo(1);
        }
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> fixture.s3.headObject(h -> h.bucket(STAGING).key("staging/absent")))
                .satisfies(absent -> assertThat(absent.statusCode()).isEqualTo(404));
    }

    @Test
    void the_upload_signer_can_put_under_its_prefix_and_nothing_else() {
        try (S3Client signer = as(UPLOAD_SIGNER)) {
            signer.putObject(p -> p.bucket(STAGING).key("staging/put"), RequestBody.fromString("x"));
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.putObject(p -> p.bucket(STAGING).key("other"), RequestBody.fromString("x")));
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.putObject(p -> p.bucket(LONG_TERM).key("staging/put"), RequestBody.fromString("x")));
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.getObject(g -> g.bucket(STAGING).key("staging/put")));
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.deleteObject(d -> d.bucket(STAGING).key("staging/put")));
            assertRefused(403, "AccessDenied", () -> signer.listObjectsV2(l -> l.bucket(STAGING)));
            assertRefused(403, "AccessDenied", () -> signer.listMultipartUploads(l -> l.bucket(STAGING)));
            assertRefused(403, "AccessDenied", signer::listBuckets);
            assertRefused(403, "AccessDenied", () -> signer.createBucket(c -> c.bucket("mine")));
            String id = signer.createMultipartUpload(c -> c.bucket(STAGING).key("staging/multi"))
                    .uploadId();
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.listParts(
                            l -> l.bucket(STAGING).key("staging/multi").uploadId(id)));
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.abortMultipartUpload(
                            a -> a.bucket(STAGING).key("staging/multi").uploadId(id)));
        }
    }

    @Test
    void copying_needs_the_right_to_read_the_source() {
        try (S3Client signer = as(UPLOAD_SIGNER)) {
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.copyObject(c -> c.sourceBucket(STAGING)
                            .sourceKey("staging/there")
                            .destinationBucket(STAGING)
                            .destinationKey("staging/stolen")));
            String id = signer.createMultipartUpload(c -> c.bucket(STAGING).key("staging/stolen"))
                    .uploadId();
            assertRefused(
                    403,
                    "AccessDenied",
                    () -> signer.uploadPartCopy(u -> u.sourceBucket(STAGING)
                            .sourceKey("staging/there")
                            .destinationBucket(STAGING)
                            .destinationKey("staging/stolen")
                            .uploadId(id)
                            .partNumber(1)));
        }
    }

    @Test
    void a_bulk_delete_tells_for_each_key_what_was_denied() {
        try (S3Client signer = as(UPLOAD_SIGNER)) {
            assertThat(signer.deleteObjects(d -> d.bucket(STAGING)
                                    .delete(o -> o.objects(ObjectIdentifier.builder()
                                            .key("staging/there")
                                            .build())))
                            .errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.code()).isEqualTo("AccessDenied"));
        }
    }

    @Test
    void a_body_other_than_the_signed_one_is_refused() throws Exception {
        HttpResponse<String> answer = fixture.send(signed("staging/body", true, false)
                .PUT(BodyPublishers.ofString("hello, BODY"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("<Code>XAmzContentSHA256Mismatch</Code>");
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> fixture.s3.headObject(h -> h.bucket(STAGING).key("staging/body")));
        assertThat(fixture.send(signed("staging/body", true, false)
                                .PUT(BodyPublishers.ofByteArray(CONTENT))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_unsigned_chunked_body_is_verified_by_its_trailer() throws Exception {
        SignedRequest signed = sign("staging/unsigned", false, true);
        byte[] chunked = signed.payload().orElseThrow().newStream().readAllBytes();
        assertThat(signed.request().firstMatchingHeader("x-amz-content-sha256"))
                .hasValue("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        assertThat(fixture.send(toHttp(signed)
                                .PUT(BodyPublishers.ofByteArray(chunked))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(fixture.s3
                        .getObjectAsBytes(g -> g.bucket(STAGING).key("staging/unsigned"))
                        .asByteArrayUnsafe())
                .isEqualTo(CONTENT);
        String altered = new String(chunked, StandardCharsets.US_ASCII).replace("hello", "HELLO");
        HttpResponse<String> refused = fixture.send(
                toHttp(signed).PUT(BodyPublishers.ofString(altered)).build());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("<Code>BadDigest</Code>");
    }

    private static HttpRequest.Builder signed(String key, boolean payloadSigned, boolean chunked) {
        return toHttp(sign(key, payloadSigned, chunked));
    }

    private static SignedRequest sign(String key, boolean payloadSigned, boolean chunked) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.PUT)
                // Over plain HTTP the SDK's signer insists on signing the chunks.
                .uri(URI.create("https://" + fixture.engine.endpoint().getAuthority() + "/" + STAGING + "/" + key))
                .putHeader("Content-Length", String.valueOf(CONTENT.length))
                .build();
        return AwsV4HttpSigner.create().sign(s -> {
            s.identity(AwsCredentialsIdentity.create("WORKER", "worker-secret"))
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(CONTENT))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, payloadSigned)
                    .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, chunked);
            if (chunked) {
                s.putProperty(AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32);
            }
        });
    }

    private static HttpRequest.Builder toHttp(SignedRequest signed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(fixture.engine.endpoint() + signed.request().encodedPath()));
        signed.request().forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }
}
