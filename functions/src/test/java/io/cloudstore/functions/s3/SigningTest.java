package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What a presigned URL says, read from the URL itself. */
class SigningTest {
    private static final UUID KEY = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final Sha256 DIGEST = Sha256.digestOf("content".getBytes(UTF_8));
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final S3 aws = new S3(settings(Optional.empty(), Optional.empty()), Clock.systemUTC());
    private final S3 local = new S3(
            settings(Optional.of(URI.create("http://127.0.0.1:1")), Optional.of(URI.create("http://localhost:2"))),
            Clock.systemUTC());

    @AfterEach
    void close() {
        aws.close();
        local.close();
    }

    @Test
    void a_whole_object_is_signed_with_its_length_type_checksum_and_once_only() {
        var put = aws.signPut().whole(KEY, DIGEST, 7, "text/plain; charset=utf-8", LIFE);
        assertThat(put.url().toString())
                .startsWith(
                        "https://staging-bucket.s3.eu-central-1.amazonaws.com/staging/0123456789abcdef0123456789abcdef?");
        Map<String, String> query = query(put.url());
        assertThat(query.get("X-Amz-SignedHeaders"))
                .isEqualTo("content-length;content-type;host;if-none-match;x-amz-checksum-sha256");
        assertThat(query.get("X-Amz-Expires")).isEqualTo("900");
        assertThat(query.get("X-Amz-Credential")).startsWith("UP/").endsWith("/eu-central-1/s3/aws4_request");
        assertThat(query.keySet())
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("crc32"));
        assertThat(put.headers())
                .isEqualTo(Map.of(
                        "content-type", "text/plain; charset=utf-8",
                        "if-none-match", "*",
                        "x-amz-checksum-sha256", DIGEST.base64()));
    }

    @Test
    void a_part_is_signed_with_its_number_upload_length_and_checksum() {
        var put = aws.signPut().part(KEY, "upload-1", new RecordedPart(3, DIGEST, 8 << 20), LIFE);
        Map<String, String> query = query(put.url());
        assertThat(query).containsEntry("partNumber", "3").containsEntry("uploadId", "upload-1");
        assertThat(query.get("X-Amz-SignedHeaders")).isEqualTo("content-length;host;x-amz-checksum-sha256");
        assertThat(put.headers()).isEqualTo(Map.of("x-amz-checksum-sha256", DIGEST.base64()));
    }

    @Test
    void an_empty_object_is_signed_with_length_zero() {
        var put = aws.signPut().whole(KEY, Sha256.digestOf(new byte[0]), 0, "text/plain", LIFE);
        assertThat(query(put.url()).get("X-Amz-SignedHeaders")).contains("content-length");
    }

    @Test
    void a_url_tells_its_end_to_the_second_as_the_store_will_judge_it() {
        Instant before = Instant.now();
        var put = aws.signPut().whole(KEY, DIGEST, 7, "text/plain", LIFE);
        assertThat(put.expiresAt())
                .isBetween(before.minusSeconds(1).plus(LIFE), Instant.now().plus(LIFE));
        assertThat(put.expiresAt()).isEqualTo(put.expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void urls_name_the_endpoint_that_clients_reach_with_the_bucket_in_the_path() {
        var put = local.signPut().whole(KEY, DIGEST, 7, "text/plain", LIFE);
        assertThat(put.url().toString()).startsWith("http://localhost:2/staging-bucket/staging/0123456789abcdef");
        assertThat(query(put.url()).get("X-Amz-SignedHeaders")).contains("host");
        S3 internalOnly =
                new S3(settings(Optional.of(URI.create("http://127.0.0.1:1")), Optional.empty()), Clock.systemUTC());
        assertThat(internalOnly
                        .signPut()
                        .whole(KEY, DIGEST, 7, "text/plain", LIFE)
                        .url()
                        .toString())
                .startsWith("http://127.0.0.1:1/staging-bucket/staging/");
        internalOnly.close();
    }

    @Test
    void a_type_that_cannot_stand_in_a_header_becomes_plain_bytes() {
        for (String type :
                new String[] {"", "text", "text/plain\r\nx-evil: 1", "text/plain; a=é", "text/html\u0000", " "}) {
            assertThat(aws.signPut().whole(KEY, DIGEST, 7, type, LIFE).headers())
                    .as("[%s]", type)
                    .containsEntry("content-type", "application/octet-stream");
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_download_comes_from_the_bucket_that_the_place_names(Place place) {
        var get = aws.signGet().sign(blob(place), new EntryName("a.txt"), "text/plain", LIFE);
        assertThat(get.url().toString())
                .startsWith(
                        place == Place.STORED
                                ? "https://long-term-bucket.s3.eu-central-1.amazonaws.com/blob/fedcba9876543210"
                                : "https://staging-bucket.s3.eu-central-1.amazonaws.com/staging/0123456789abcdef");
        assertThat(query(get.url()).get("X-Amz-SignedHeaders")).isEqualTo("host");
        assertThat(query(get.url()).get("X-Amz-Credential")).startsWith("DOWN/");
    }

    @Test
    void a_download_is_an_attachment_under_its_exact_name_whatever_the_name() {
        var name = new EntryName("报告 \"2026\" ; a.pdf");
        var get = aws.signGet().sign(blob(Place.STORED), name, "application/pdf", LIFE);
        String disposition = query(get.url()).get("response-content-disposition");
        assertThat(disposition)
                .isEqualTo("attachment; filename=\"__ _2026_ ; a.pdf\";"
                        + " filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%222026%22%20%3B%20a.pdf");
        String encoded = disposition.substring(disposition.indexOf("''") + 2);
        assertThat(URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8)).isEqualTo(name.value());
    }

    @Test
    void a_download_has_a_harmless_type_or_none() {
        Map<String, String> served = Map.of(
                "image/png", "image/png",
                "TEXT/PLAIN; charset=utf-8", "text/plain",
                "text/html", "application/octet-stream",
                "image/svg+xml", "application/octet-stream",
                "application/pdf", "application/octet-stream",
                "text/plain\r\nSet-Cookie: a=b", "application/octet-stream",
                "", "application/octet-stream");
        served.forEach((told, answered) -> {
            var get = aws.signGet().sign(blob(Place.STORED), new EntryName("a"), told, LIFE);
            assertThat(query(get.url())).as(told).containsEntry("response-content-type", answered);
        });
    }

    @Test
    void a_url_never_outlives_the_session_that_signed_it() {
        Instant end = Instant.now().plusSeconds(100);
        Sessions soonOver =
                () -> new Sessions.Session(AwsSessionCredentials.create("ASIA", "secret", "the-token"), end);
        var settings = settings(Optional.empty(), Optional.empty());
        var signer = new PutSigner(
                new Signer(new UrlSigner("eu-central-1"), soonOver, Clock.systemUTC()),
                Address.of(settings, "staging-bucket"));
        var put = signer.whole(KEY, DIGEST, 7, "text/plain", LIFE);
        assertThat(put.expiresAt()).isBeforeOrEqualTo(end).isAfter(end.minusSeconds(5));
        assertThat(query(put.url())).containsEntry("X-Amz-Security-Token", "the-token");
        var brief = signer.whole(KEY, DIGEST, 7, "text/plain", Duration.ofSeconds(10));
        assertThat(query(brief.url())).containsEntry("X-Amz-Expires", "10");
    }

    @Test
    void warming_up_asks_for_no_keys() {
        var settings = new S3.Settings(
                "eu-central-1",
                Optional.empty(),
                Optional.empty(),
                "s",
                "l",
                new Identity.Environment(),
                new Identity.Keys(() -> {
                    throw new AssertionError("asked for keys");
                }),
                new Identity.Environment(),
                Duration.ofSeconds(20));
        try (var s3 = new S3(settings, Clock.systemUTC())) {
            s3.warmUpSigning();
        }
    }

    @Test
    void an_environments_own_role_signs_nothing() {
        var settings = new S3.Settings(
                "eu-central-1",
                Optional.empty(),
                Optional.empty(),
                "s",
                "l",
                new Identity.Environment(),
                Identity.of("", Optional.empty(), name -> name),
                Identity.of("", Optional.empty(), name -> name),
                Duration.ofSeconds(20));
        try (var s3 = new S3(settings, Clock.systemUTC())) {
            assertThatIllegalArgumentException().isThrownBy(s3::signPut).withMessageContaining("upload signer");
            assertThatIllegalArgumentException().isThrownBy(s3::signGet).withMessageContaining("download signer");
        }
    }

    @Test
    void a_setting_names_an_identity() {
        assertThat(Identity.of("", Optional.empty(), name -> name)).isEqualTo(new Identity.Environment());
        assertThat(Identity.of("role:arn:aws:iam::1:role/x", Optional.empty(), name -> name))
                .isEqualTo(new Identity.Role("arn:aws:iam::1:role/x", Optional.empty()));
        assertThat(Identity.of("file:/keys", Optional.empty(), reference -> reference + "!"))
                .isInstanceOfSatisfying(
                        Identity.Keys.class,
                        keys -> assertThat(keys.pair().get()).isEqualTo("file:/keys!"));
    }

    private static S3.Settings settings(Optional<URI> endpoint, Optional<URI> publicEndpoint) {
        return new S3.Settings(
                "eu-central-1",
                endpoint,
                publicEndpoint,
                "staging-bucket",
                "long-term-bucket",
                new Identity.Keys(() -> "WORK:secret"),
                new Identity.Keys(() -> "UP:secret"),
                new Identity.Keys(() -> "DOWN:secret"),
                Duration.ofSeconds(20));
    }

    private static Blob blob(Place place) {
        return new Blob(
                new BlobId(new UUID(0, 1)),
                Domain.INSTALLATION,
                PartPlan.of(7),
                new ContentId(DIGEST, 1),
                place,
                Life.LIVE,
                KEY,
                Instant.EPOCH,
                UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210"),
                Optional.empty());
    }

    private static Map<String, String> query(URI url) {
        var parameters = new TreeMap<String, String>();
        for (String pair : url.getRawQuery().split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), UTF_8));
        }
        return parameters;
    }
}
