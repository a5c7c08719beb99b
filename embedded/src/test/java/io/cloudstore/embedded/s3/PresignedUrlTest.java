package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.DOWNLOAD_SIGNER;
import static io.cloudstore.embedded.s3.Fixture.MIB;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.UPLOAD_SIGNER;
import static io.cloudstore.embedded.s3.Fixture.WORKER;
import static io.cloudstore.embedded.s3.Fixture.bytes;
import static io.cloudstore.embedded.s3.Fixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/** What the holder of a presigned URL can do with it, and what not. */
class PresignedUrlTest {
    private static final byte[] CONTENT = bytes(3000, 1);
    private static final Duration VALID = Duration.ofMinutes(15);

    @TempDir
    static Path folder;

    private static final SettableClock CLOCK = new SettableClock();
    private static Fixture fixture;
    private static S3Presigner uploads;
    private static S3Presigner downloads;

    @BeforeAll
    static void start() throws Exception {
        fixture = new Fixture(folder, CLOCK, (queue, events) -> {});
        uploads = fixture.presigner(UPLOAD_SIGNER);
        downloads = fixture.presigner(DOWNLOAD_SIGNER);
    }

    @AfterAll
    static void stop() {
        uploads.close();
        downloads.close();
        fixture.close();
    }

    @AfterEach
    void back_to_now() {
        CLOCK.move(Duration.ZERO);
    }

    /** Signs length, type, digest and write-once, as sign-upload does. */
    private static PresignedPutObjectRequest put(String key) {
        return uploads.presignPutObject(p -> p.signatureDuration(VALID)
                .putObjectRequest(o -> o.bucket(STAGING)
                        .key(key)
                        .contentLength((long) CONTENT.length)
                        .contentType("application/octet-stream")
                        .checksumSHA256(sha256(CONTENT))
                        .ifNoneMatch("*")));
    }

    private static HttpRequest.Builder request(PresignedPutObjectRequest signed) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(signed.url().toString()));
        signed.signedHeaders().forEach((name, values) -> {
            if (!List.of("host", "content-length").contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    private static boolean exists(String key) {
        try {
            fixture.s3.headObject(h -> h.bucket(STAGING).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    private static void assertRefused(int status, String code, HttpRequest request) throws Exception {
        HttpResponse<String> answer = fixture.send(request);
        assertThat(answer.body()).contains("<Code>" + code + "</Code>");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @Test
    void what_was_signed_can_be_put_once() throws Exception {
        PresignedPutObjectRequest signed = put("staging/once");
        HttpResponse<String> answer = fixture.send(
                request(signed).PUT(BodyPublishers.ofByteArray(CONTENT)).build());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-amz-checksum-sha256")).hasValue(sha256(CONTENT));
        assertRefused(
                412,
                "PreconditionFailed",
                request(signed).PUT(BodyPublishers.ofByteArray(CONTENT)).build());
        assertThat(fixture.s3
                        .getObjectAsBytes(g -> g.bucket(STAGING).key("staging/once"))
                        .asByteArrayUnsafe())
                .isEqualTo(CONTENT);
    }

    @Test
    void other_bytes_are_a_bad_digest_and_nothing_is_stored() throws Exception {
        assertRefused(
                400,
                "BadDigest",
                request(put("staging/other"))
                        .PUT(BodyPublishers.ofByteArray(bytes(3000, 2)))
                        .build());
        assertThat(exists("staging/other")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2999, 3001})
    void another_length_is_refused_and_nothing_is_stored(int length) throws Exception {
        assertRefused(
                403,
                "SignatureDoesNotMatch",
                request(put("staging/length"))
                        .PUT(BodyPublishers.ofByteArray(bytes(length, 1)))
                        .build());
        assertThat(exists("staging/length")).isFalse();
    }

    @Test
    void a_chunked_transfer_cannot_get_around_the_signed_length() throws Exception {
        HttpResponse<String> answer = fixture.send(request(put("staging/chunked"))
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(CONTENT)))
                .build());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(exists("staging/chunked")).isFalse();
    }

    @Test
    void a_signed_header_left_out_or_changed_is_refused() throws Exception {
        PresignedPutObjectRequest signed = put("staging/headers");
        for (String name : List.of("x-amz-checksum-sha256", "if-none-match", "content-type")) {
            HttpRequest.Builder without =
                    HttpRequest.newBuilder(URI.create(signed.url().toString()));
            HttpRequest.Builder changed =
                    HttpRequest.newBuilder(URI.create(signed.url().toString()));
            signed.signedHeaders().forEach((header, values) -> {
                if (!List.of("host", "content-length").contains(header)) {
                    if (!header.equals(name)) {
                        without.header(header, values.getFirst());
                    }
                    changed.header(header, header.equals(name) ? "changed" : values.getFirst());
                }
            });
            assertRefused(
                    403,
                    "SignatureDoesNotMatch",
                    without.PUT(BodyPublishers.ofByteArray(CONTENT)).build());
            assertRefused(
                    403,
                    "SignatureDoesNotMatch",
                    changed.PUT(BodyPublishers.ofByteArray(CONTENT)).build());
        }
        assertThat(exists("staging/headers")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-amz-copy-source: /staging-bucket/staging/secret",
                "X-Amz-Meta-Owner: me",
                "x-amz-storage-class: GLACIER",
                "x-amz-acl: public-read",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD",
            })
    void an_amz_header_that_was_not_signed_is_refused(String header) throws Exception {
        fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/secret"), RequestBody.fromString("secret"));
        int colon = header.indexOf(':');
        assertRefused(
                403,
                "AccessDenied",
                request(put("staging/added"))
                        .header(header.substring(0, colon), header.substring(colon + 2))
                        .PUT(BodyPublishers.ofByteArray(CONTENT))
                        .build());
        assertThat(exists("staging/added")).isFalse();
    }

    @Test
    void a_copy_source_cannot_be_added_to_the_query_either() throws Exception {
        PresignedPutObjectRequest signed = put("staging/query");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(signed.url() + "&x-amz-copy-source=/staging-bucket/staging/secret"));
        signed.signedHeaders().forEach((name, values) -> {
            if (!List.of("host", "content-length").contains(name)) {
                request.header(name, values.getFirst());
            }
        });
        assertRefused(
                403,
                "SignatureDoesNotMatch",
                request.PUT(BodyPublishers.ofByteArray(CONTENT)).build());
    }

    @Test
    void a_url_counts_for_its_verb_and_its_key_only() throws Exception {
        PresignedPutObjectRequest signed = put("staging/mine");
        HttpRequest.Builder post = request(signed).POST(BodyPublishers.ofByteArray(CONTENT));
        assertRefused(403, "SignatureDoesNotMatch", post.build());
        URI other = URI.create(signed.url().toString().replace("staging/mine", "staging/yours"));
        HttpRequest.Builder elsewhere = request(signed).uri(other).PUT(BodyPublishers.ofByteArray(CONTENT));
        assertRefused(403, "SignatureDoesNotMatch", elsewhere.build());
    }

    @Test
    void a_url_is_dead_after_its_time() throws Exception {
        PresignedPutObjectRequest signed = put("staging/late");
        CLOCK.move(VALID.plusSeconds(2));
        assertRefused(
                403,
                "AccessDenied",
                request(signed).PUT(BodyPublishers.ofByteArray(CONTENT)).build());
        back_to_now();
        assertThat(exists("staging/late")).isFalse();
    }

    @Test
    void a_url_dated_in_the_future_is_not_valid_yet() throws Exception {
        PresignedPutObjectRequest signed = put("staging/early");
        CLOCK.move(Duration.ofMinutes(-16));
        assertRefused(
                403,
                "AccessDenied",
                request(signed).PUT(BodyPublishers.ofByteArray(CONTENT)).build());
    }

    @Test
    void a_body_cut_off_stores_nothing() throws Exception {
        PresignedPutObjectRequest signed = put("staging/cut");
        URL url = signed.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            StringBuilder head = new StringBuilder("PUT " + url.getFile() + " HTTP/1.1\r\n");
            signed.signedHeaders()
                    .forEach((name, values) -> head.append(name)
                            .append(": ")
                            .append(values.getFirst())
                            .append("\r\n"));
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(CONTENT, 0, 2000);
            out.flush();
            socket.shutdownOutput();
            // The answer, or the end of the connection, says that the request is over.
            socket.getInputStream().readAllBytes();
        }
        assertThat(exists("staging/cut")).isFalse();
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void a_part_is_put_by_its_own_url_and_no_other() throws Exception {
        String id = fixture.s3
                .createMultipartUpload(
                        c -> c.bucket(STAGING).key("staging/parts").checksumAlgorithm(ChecksumAlgorithm.SHA256))
                .uploadId();
        byte[] part = bytes(5 * MIB, 3);
        var signed = uploads.presignUploadPart(p -> p.signatureDuration(VALID)
                .uploadPartRequest(u -> u.bucket(STAGING)
                        .key("staging/parts")
                        .uploadId(id)
                        .partNumber(1)
                        .contentLength((long) part.length)
                        .checksumSHA256(sha256(part))));
        String url = signed.url().toString();
        assertRefused(
                403,
                "SignatureDoesNotMatch",
                HttpRequest.newBuilder(URI.create(url.replace("partNumber=1", "partNumber=2")))
                        .header("x-amz-checksum-sha256", sha256(part))
                        .PUT(BodyPublishers.ofByteArray(part))
                        .build());
        HttpResponse<String> stored = fixture.send(HttpRequest.newBuilder(URI.create(url))
                .header("x-amz-checksum-sha256", sha256(part))
                .PUT(BodyPublishers.ofByteArray(part))
                .build());
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(fixture.s3
                        .listParts(l -> l.bucket(STAGING).key("staging/parts").uploadId(id))
                        .parts())
                .singleElement()
                .satisfies(listed -> assertThat(listed.checksumSHA256()).isEqualTo(sha256(part)));
    }

    @Test
    void a_download_has_the_name_and_type_that_were_signed() throws Exception {
        fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/down"), RequestBody.fromBytes(CONTENT));
        String disposition = "attachment; filename=\"a.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%222026%22.pdf";
        String url = downloads
                .presignGetObject(p -> p.signatureDuration(VALID)
                        .getObjectRequest(g -> g.bucket(STAGING)
                                .key("staging/down")
                                .responseContentDisposition(disposition)
                                .responseContentType("application/pdf")))
                .url()
                .toString();
        HttpResponse<byte[]> answer = fixture.http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Range", "bytes=10-19")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(CONTENT, 10, 20));
        assertThat(answer.headers().firstValue("content-disposition")).hasValue(disposition);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/pdf");
        assertRefused(
                403,
                "SignatureDoesNotMatch",
                HttpRequest.newBuilder(URI.create(url + "&response-content-language=de"))
                        .build());
    }

    @Test
    void a_signer_cannot_do_more_than_its_identity() throws Exception {
        fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/secret"), RequestBody.fromString("secret"));
        String read = uploads.presignGetObject(p -> p.signatureDuration(VALID)
                        .getObjectRequest(g -> g.bucket(STAGING).key("staging/secret")))
                .url()
                .toString();
        assertRefused(
                403, "AccessDenied", HttpRequest.newBuilder(URI.create(read)).build());
        PresignedPutObjectRequest outside = uploads.presignPutObject(p -> p.signatureDuration(VALID)
                .putObjectRequest(o -> o.bucket(STAGING).key("elsewhere/x")));
        assertRefused(
                403,
                "AccessDenied",
                request(outside).PUT(BodyPublishers.ofString("x")).build());
    }

    @Test
    void a_browser_of_the_allowed_origin_may_ask_and_read_the_checksum() throws Exception {
        HttpResponse<String> preflight = fixture.send(fixture.to("/" + STAGING + "/staging/x")
                .header("Origin", "http://localhost:8780")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "x-amz-checksum-sha256")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
        assertThat(preflight.statusCode()).isEqualTo(200);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .hasValue("http://localhost:8780");
        assertThat(preflight.headers().firstValue("access-control-allow-methods"))
                .get()
                .asString()
                .contains("PUT");
        assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                .hasValue("x-amz-checksum-sha256");
        HttpResponse<String> stored = fixture.send(request(put("staging/browser"))
                .header("Origin", "http://localhost:8780")
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build());
        assertThat(stored.headers().firstValue("access-control-allow-origin")).hasValue("http://localhost:8780");
        assertThat(stored.headers().firstValue("access-control-expose-headers"))
                .get()
                .asString()
                .contains("ETag", "x-amz-checksum-sha256");
    }

    @Test
    void a_browser_of_another_origin_may_not() throws Exception {
        HttpResponse<String> preflight = fixture.send(fixture.to("/" + STAGING + "/staging/x")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "PUT")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
        assertThat(preflight.statusCode()).isEqualTo(403);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void an_url_of_the_worker_can_delete() throws Exception {
        fixture.s3.putObject(p -> p.bucket(STAGING).key("staging/gone"), RequestBody.fromString("x"));
        try (S3Presigner worker = fixture.presigner(WORKER)) {
            String url = worker.presignDeleteObject(p -> p.signatureDuration(VALID)
                            .deleteObjectRequest(d -> d.bucket(STAGING).key("staging/gone")))
                    .url()
                    .toString();
            assertThat(fixture.send(HttpRequest.newBuilder(URI.create(url))
                                    .DELETE()
                                    .build())
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(exists("staging/gone")).isFalse();
    }
}
