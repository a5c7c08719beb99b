package io.cloudstore.functions.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.functions.s3.Sessions.Session;
import io.cloudstore.functions.s3.Signer.Signed;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/** Our URLs are those of the AWS SDK, byte for byte. Every case comes from a seed, which stands in the message of a failure. */
class UrlSignerTest {
    private static final long SEED = 20_260_301;
    private static final int CASES = 10_000;
    private static final int CASES_AT_ANY_TIME = 2_000;

    private static final List<String> TYPES = List.of(
            "",
            "text/plain",
            "text/plain; charset=utf-8",
            "text/plain;  charset=utf-8 ;  a=\"b  c\"",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "image/svg+xml",
            "video/mp4; codecs=\"avc1.42E01E, mp4a.40.2\"",
            "x/y; a=%20&b=c+d ",
            "no type at all",
            "text/plain\r\nx-evil: 1");

    private static final List<String> NAMES = List.of(
            "a",
            "report (final).pdf",
            "报告 \"2026\" ; a.pdf",
            "😀.png",
            "100%+&=?#.txt",
            "a'b*c~d-e_f.g",
            "e\u0301.txt",
            "n".repeat(255));

    /** Where a bucket is: a region, an endpoint or none, and a name. */
    private record Where(String region, Optional<URI> endpoint, String bucket) {
        static Where onAws(String region, String bucket) {
            return new Where(region, Optional.empty(), bucket);
        }

        static Where at(String endpoint, String bucket) {
            return new Where("us-east-1", Optional.of(URI.create(endpoint)), bucket);
        }

        Address address() {
            return Address.of(settings(region, endpoint), bucket);
        }
    }

    private static final List<Where> PLACES = List.of(
            Where.onAws("eu-central-1", "cloudstore-staging-123456789012-eu-central-1"),
            Where.onAws("us-east-1", "abc"),
            Where.onAws("us-east-1", "with.dots.in.it"),
            Where.onAws("cn-north-1", "bucket"),
            Where.onAws("us-gov-west-1", "b".repeat(63)),
            Where.onAws("ap-southeast-2", "two--dashes-9"),
            Where.at("http://127.0.0.1:8781", "cloudstore-staging"),
            Where.at("http://localhost", "bucket"),
            Where.at("https://store.example/", "bucket"),
            Where.at("https://store.example:443", "with.dots"),
            Where.at("http://store.example:80/", "bucket"),
            Where.at("https://store.example:9000/behind/a/proxy", "bucket"),
            Where.at("https://store.example/behind/a/proxy/", "bucket"),
            Where.at("HTTPS://Store.Example", "bucket"),
            Where.at("http://[::1]:9000", "bucket"));

    private static S3.Settings settings(String region, Optional<URI> endpoint) {
        return new S3.Settings(
                region,
                endpoint,
                Optional.empty(),
                "staging",
                "long-term",
                new S3.Identity.Environment(),
                new S3.Identity.Environment(),
                new S3.Identity.Environment(),
                Duration.ofSeconds(1));
    }

    static List<Where> places() {
        return PLACES;
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_url_is_the_one_that_the_sdks_presigner_makes(Where place) {
        int cases = CASES / PLACES.size() + 1;
        try (var sdk = new SdkSigner(place.region(), place.endpoint(), place.bucket())) {
            var signer = new UrlSigner(place.region());
            var random = new Random(SEED + PLACES.indexOf(place));
            List<Session> sessions = List.of(session(random), session(random), session(random));
            for (int i = 0; i < cases; i++) {
                var session = sessions.get(random.nextInt(sessions.size()));
                Sample sample = Sample.drawn(random);
                Signed theirs = sample.bySdk(sdk, session);
                Clock clock = Clock.fixed(SdkSigner.signedAt(theirs).plusMillis(random.nextInt(1_000)), ZoneOffset.UTC);

                Signed ours = sample.byUs(new Signer(signer, () -> session, clock), place.address());

                String which = "case " + i + " of seed " + SEED + ", " + sample;
                assertThat(ours.url().toString())
                        .as(which)
                        .isEqualTo(theirs.url().toString());
                assertThat(ours.headers()).as(which).isEqualTo(theirs.headers());
                assertThat(ours.expiresAt()).as(which).isEqualTo(theirs.expiresAt());
            }
        }
    }

    /** The presigner signs at the system's time alone; the SDK's signer below it takes any. */
    @Test
    void at_any_time_the_signature_is_that_of_the_sdks_signer() {
        var random = new Random(SEED);
        AwsV4HttpSigner sdk = AwsV4HttpSigner.create();
        var signer = new UrlSigner("eu-central-1");
        Address address = PLACES.getFirst().address();
        List<Session> sessions = List.of(session(random), session(random));
        List<Instant> days = List.of(
                Instant.parse("2026-02-28T23:59:59.999999Z"),
                Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("1999-12-31T23:59:59Z"),
                Instant.parse("2000-01-01T00:00:00Z"),
                Instant.parse("9999-12-31T23:59:59Z"));
        for (int i = 0; i < CASES_AT_ANY_TIME; i++) {
            Instant now = random.nextInt(3) > 0
                    ? days.get(random.nextInt(days.size()))
                    : Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));
            AwsCredentials credentials =
                    sessions.get(random.nextInt(sessions.size())).credentials();
            var headers = new TreeMap<String, String>();
            headers.put("host", address.host());
            var parameters = new TreeMap<String, String>();
            SdkHttpMethod method = random.nextInt(4) == 0 ? SdkHttpMethod.HEAD : SdkHttpMethod.PUT;
            if (method == SdkHttpMethod.PUT) {
                headers.put("x-amz-checksum-sha256", digest(random).base64());
                parameters.put("partNumber", Integer.toString(1 + random.nextInt(10_000)));
                parameters.put("uploadId", text(random, 40));
            } else {
                headers.put("x-amz-checksum-mode", "ENABLED");
            }
            String key = ObjectKeys.staging(uuid(random));
            long seconds = 1 + random.nextInt(604_800);
            SdkHttpRequest.Builder request =
                    SdkHttpRequest.builder().method(method).uri(URI.create(address.origin() + address.path() + key));
            headers.forEach(request::putHeader);
            parameters.forEach(request::putRawQueryParameter);
            URI theirs = sdk.sign(r -> r.identity(credentials)
                            .request(request.build())
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                            .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                            .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                            .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                            .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                            .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(seconds))
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                    .request()
                    .getUri();

            URI ours = signer.sign(
                    new UrlSigner.Request(method.name(), address, key, parameters, headers), credentials, now, seconds);

            assertThat(ours.toString())
                    .as("case " + i + " of seed " + SEED + " at " + now)
                    .isEqualTo(theirs.toString());
        }
    }

    @Test
    void a_bucket_has_the_address_that_the_sdk_finds_in_every_region() {
        Session session = session(new Random(SEED));
        for (Region region : Region.regions()) {
            if (region.isGlobalRegion()) {
                continue;
            }
            for (String bucket : List.of("bucket", "dotted.bucket")) {
                var place = Where.onAws(region.id(), bucket);
                try (var sdk = new SdkSigner(place.region(), place.endpoint(), bucket)) {
                    URI theirs = sdk.get(session, "blob/0", "a", "text/plain", Duration.ofSeconds(1))
                            .url();

                    assertThat(place.address().origin() + place.address().path() + "blob/0")
                            .as(region.id())
                            .isEqualTo(theirs.toString().replaceFirst("\\?.*", ""));
                }
            }
        }
    }

    @Test
    void many_threads_sign_as_one_does() throws Exception {
        var signer = new UrlSigner("eu-central-1");
        Address address = PLACES.getFirst().address();
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        var random = new Random(SEED);
        List<Session> sessions = List.of(session(random), session(random));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            samples.add(Sample.drawn(random));
        }
        Callable<List<Signed>> all = () -> signAll(samples, sessions, signer, address, clock);
        List<Signed> alone = signAll(samples, sessions, new UrlSigner("eu-central-1"), address, clock);
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<List<Signed>> together : threads.invokeAll(Collections.nCopies(100, all))) {
                assertThat(together.get()).isEqualTo(alone);
            }
        }
    }

    private static List<Signed> signAll(
            List<Sample> samples, List<Session> sessions, UrlSigner signer, Address address, Clock clock) {
        List<Signed> signed = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Session session = sessions.get(i / 50 % sessions.size());
            signed.add(samples.get(i).byUs(new Signer(signer, () -> session, clock), address));
        }
        return signed;
    }

    /** Something to sign, drawn from a seed. */
    private record Sample(
            int kind,
            UUID key,
            Sha256 digest,
            long length,
            String type,
            String upload,
            int n,
            String name,
            Duration life) {
        static Sample drawn(Random random) {
            return new Sample(
                    random.nextInt(3),
                    uuid(random),
                    UrlSignerTest.digest(random),
                    random.nextInt(4) == 0 ? random.nextInt(2) : random.nextLong(5L << 30),
                    TYPES.get(random.nextInt(TYPES.size())),
                    text(random, 1 + random.nextInt(120)),
                    1 + random.nextInt(10_000),
                    NAMES.get(random.nextInt(NAMES.size())),
                    Duration.ofSeconds(1 + random.nextInt(3_600)));
        }

        Signed bySdk(SdkSigner sdk, Session session) {
            return switch (kind) {
                case 0 -> sdk.whole(session, key, digest, length, type, life);
                case 1 -> sdk.part(session, key, upload, new RecordedPart(n, digest, length), life);
                default -> sdk.get(session, ObjectKeys.longTerm(key), new EntryName(name).value(), type, life);
            };
        }

        Signed byUs(Signer signer, Address bucket) {
            var puts = new PutSigner(signer, bucket);
            return switch (kind) {
                case 0 -> {
                    var put = puts.whole(key, digest, length, type, life);
                    yield new Signed(put.url(), new TreeMap<>(put.headers()), put.expiresAt());
                }
                case 1 -> {
                    var put = puts.part(key, upload, new RecordedPart(n, digest, length), life);
                    yield new Signed(put.url(), new TreeMap<>(put.headers()), put.expiresAt());
                }
                default -> {
                    var get = new GetSigner(signer, bucket, bucket).sign(blob(key), new EntryName(name), type, life);
                    yield new Signed(get.url(), new TreeMap<>(), get.expiresAt());
                }
            };
        }
    }

    private static Blob blob(UUID longTermKey) {
        return new Blob(
                new BlobId(new UUID(0, 1)),
                Domain.INSTALLATION,
                PartPlan.of(1),
                new ContentId(Sha256.digestOf(new byte[0]), 1),
                Place.STORED,
                Life.LIVE,
                new UUID(0, 2),
                Instant.EPOCH,
                longTermKey,
                Optional.empty());
    }

    private static Session session(Random random) {
        String access = "AKIA" + random.nextInt(1_000_000);
        String secret = text(random, 40);
        byte[] token = new byte[600 + random.nextInt(300)];
        random.nextBytes(token);
        AwsCredentials credentials = random.nextInt(3) == 0
                ? AwsBasicCredentials.create(access, secret)
                : AwsSessionCredentials.create(
                        access, secret, Base64.getEncoder().encodeToString(token));
        return new Session(credentials, Instant.MAX);
    }

    private static UUID uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private static Sha256 digest(Random random) {
        return Sha256.digestOf(text(random, 20).getBytes(StandardCharsets.UTF_8));
    }

    /** Printable ASCII, of which a store's ids and secrets may be. */
    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!' + 1)));
        }
        return text.toString();
    }
}
