package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.LONG_TERM;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.bytes;
import static io.cloudstore.embedded.s3.Fixture.md5;
import static io.cloudstore.embedded.s3.Fixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Objects of a single PUT, through the SDK; what is expected is what the S3 API reference says. */
class ObjectContractTest {
    @TempDir
    static Path folder;

    private static Fixture fixture;
    private static S3Client s3;

    @BeforeAll
    static void start() throws Exception {
        fixture = new Fixture(folder);
        s3 = fixture.s3;
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    private static PutObjectResponse put(String key, byte[] content) {
        return s3.putObject(p -> p.bucket(LONG_TERM).key(key), RequestBody.fromBytes(content));
    }

    private static ResponseBytes<GetObjectResponse> get(String key) {
        return s3.getObjectAsBytes(g -> g.bucket(LONG_TERM).key(key));
    }

    private static HeadObjectResponse head(String key) {
        return s3.headObject(h -> h.bucket(LONG_TERM).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    static void assertRefused(int status, String code, ThrowingCallable call) {
        assertThatExceptionOfType(S3Exception.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.statusCode()).isEqualTo(status);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    @Test
    void an_object_comes_back_byte_for_byte_with_its_attributes() {
        byte[] content = bytes(300_000, 1);
        PutObjectResponse stored = s3.putObject(
                p -> p.bucket(LONG_TERM)
                        .key("blob/1")
                        .contentType("text/plain")
                        .cacheControl("no-store")
                        .metadata(Map.of("colour", "blue"))
                        .storageClass(StorageClass.STANDARD_IA),
                RequestBody.fromBytes(content));
        ResponseBytes<GetObjectResponse> back = get("blob/1");
        assertThat(back.asByteArrayUnsafe()).isEqualTo(content);
        assertThat(stored.eTag()).isEqualTo('"' + md5(content) + '"');
        assertThat(back.response().eTag()).isEqualTo(stored.eTag());
        assertThat(back.response().contentType()).isEqualTo("text/plain");
        assertThat(back.response().cacheControl()).isEqualTo("no-store");
        assertThat(back.response().metadata()).containsEntry("colour", "blue");
        assertThat(back.response().storageClass()).isEqualTo(StorageClass.STANDARD_IA);
        assertThat(back.response().contentEncoding()).isNull();
        assertThat(head("blob/1").contentLength()).isEqualTo(300_000);
    }

    @Test
    void a_sha256_sent_along_is_stored_as_that_of_the_full_object() {
        byte[] content = bytes(70_000, 2);
        s3.putObject(
                p -> p.bucket(LONG_TERM).key("blob/sha").checksumSHA256(sha256(content)),
                RequestBody.fromBytes(content));
        assertThat(head("blob/sha").checksumSHA256()).isEqualTo(sha256(content));
        assertThat(head("blob/sha").checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(s3.headObject(h -> h.bucket(LONG_TERM).key("blob/sha")).checksumSHA256())
                .isNull();
    }

    @Test
    void a_wrong_sha256_is_a_bad_digest_and_the_old_object_stays() {
        byte[] good = bytes(1000, 3);
        put("blob/kept", good);
        assertRefused(
                400,
                "BadDigest",
                () -> s3.putObject(
                        p -> p.bucket(LONG_TERM).key("blob/kept").checksumSHA256(sha256(good)),
                        RequestBody.fromBytes(bytes(1000, 4))));
        assertThat(get("blob/kept").asByteArrayUnsafe()).isEqualTo(good);
        assertRefused(
                400,
                "BadDigest",
                () -> s3.putObject(
                        p -> p.bucket(LONG_TERM).key("blob/never").checksumSHA256(sha256(good)),
                        RequestBody.fromBytes(bytes(1000, 4))));
        assertRefused(404, "NoSuchKey", () -> get("blob/never"));
    }

    @Test
    void a_wrong_content_md5_is_a_bad_digest() {
        assertRefused(
                400,
                "BadDigest",
                () -> s3.putObject(
                        p -> p.bucket(LONG_TERM).key("blob/md5").contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                        RequestBody.fromString("not empty")));
    }

    @ParameterizedTest
    @EnumSource(names = {"CRC32", "SHA1", "SHA256"})
    void checksums_that_the_sdk_computes_arrive_in_a_trailer_and_are_verified(ChecksumAlgorithm algorithm) {
        byte[] content = bytes(1_000_000, 5);
        s3.putObject(
                p -> p.bucket(LONG_TERM).key("blob/trailer").checksumAlgorithm(algorithm),
                RequestBody.fromInputStream(new ByteArrayInputStream(content), content.length));
        assertThat(get("blob/trailer").asByteArrayUnsafe()).isEqualTo(content);
        HeadObjectResponse head = head("blob/trailer");
        switch (algorithm) {
            case SHA256 -> assertThat(head.checksumSHA256()).isEqualTo(sha256(content));
            case SHA1 -> assertThat(head.checksumSHA1()).isNotNull();
            default -> assertThat(head.checksumCRC32()).isNotNull();
        }
    }

    @Test
    void an_object_sent_without_checksum_gets_a_crc64nvme() {
        try (S3Client plain = fixture.client(Fixture.WORKER, RequestChecksumCalculation.WHEN_REQUIRED)) {
            plain.putObject(p -> p.bucket(LONG_TERM).key("blob/crc64"), RequestBody.fromString("123456789"));
        }
        // The check value of CRC-64/NVME, 0xAE8B14860A799888.
        assertThat(head("blob/crc64").checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 131_071, 131_072, 131_073, 8 * 1024 * 1024 + 1})
    void objects_of_any_size_come_back(int size) {
        byte[] content = bytes(size, size);
        put("blob/size", content);
        assertThat(get("blob/size").asByteArrayUnsafe()).isEqualTo(content);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1, bytes 0-0/1000",
        "bytes=10-19, 10, 20, bytes 10-19/1000",
        "bytes=990-, 990, 1000, bytes 990-999/1000",
        "bytes=990-5000, 990, 1000, bytes 990-999/1000",
        "bytes=-5, 995, 1000, bytes 995-999/1000",
        "bytes=-5000, 0, 1000, bytes 0-999/1000",
    })
    void a_range_gives_exactly_those_bytes(String range, int from, int to, String contentRange) {
        byte[] content = bytes(1000, 6);
        put("blob/range", content);
        ResponseBytes<GetObjectResponse> back =
                s3.getObjectAsBytes(g -> g.bucket(LONG_TERM).key("blob/range").range(range));
        assertThat(back.asByteArrayUnsafe()).isEqualTo(Arrays.copyOfRange(content, from, to));
        assertThat(back.response().contentRange()).isEqualTo(contentRange);
        assertThat(back.response().sdkHttpResponse().statusCode()).isEqualTo(206);
    }

    @Test
    void a_range_beyond_the_end_is_416() {
        put("blob/short", bytes(10, 7));
        assertRefused(
                416,
                "InvalidRange",
                () -> s3.getObject(g -> g.bucket(LONG_TERM).key("blob/short").range("bytes=10-")));
    }

    @Test
    void reading_conditions_are_kept() {
        String etag = put("blob/conditions", bytes(10, 8)).eTag();
        assertThat(s3.getObjectAsBytes(
                                g -> g.bucket(LONG_TERM).key("blob/conditions").ifMatch(etag))
                        .asByteArrayUnsafe())
                .hasSize(10);
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.getObject(
                        g -> g.bucket(LONG_TERM).key("blob/conditions").ifMatch("\"other\"")));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> s3.getObject(
                        g -> g.bucket(LONG_TERM).key("blob/conditions").ifNoneMatch(etag)))
                .satisfies(unchanged -> assertThat(unchanged.statusCode()).isEqualTo(304));
    }

    @Test
    void if_none_match_star_makes_a_put_write_once() {
        s3.putObject(p -> p.bucket(LONG_TERM).key("blob/once").ifNoneMatch("*"), RequestBody.fromString("first"));
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.putObject(
                        p -> p.bucket(LONG_TERM).key("blob/once").ifNoneMatch("*"), RequestBody.fromString("second")));
        assertThat(get("blob/once").asUtf8String()).isEqualTo("first");
    }

    @Test
    void of_two_write_once_puts_at_the_same_time_one_wins() throws Exception {
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    try {
                        s3.putObject(
                                p -> p.bucket(LONG_TERM).key("blob/race").ifNoneMatch("*"),
                                RequestBody.fromBytes(bytes(200_000, n)));
                        statuses.add(200);
                    } catch (S3Exception e) {
                        statuses.add(e.statusCode());
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(statuses).hasSize(8).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void a_deleted_object_is_gone_and_deleting_again_succeeds() {
        put("blob/deleted", bytes(10, 9));
        s3.deleteObject(d -> d.bucket(LONG_TERM).key("blob/deleted"));
        s3.deleteObject(d -> d.bucket(LONG_TERM).key("blob/deleted"));
        assertRefused(404, "NoSuchKey", () -> get("blob/deleted"));
        assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(() -> head("blob/deleted"))
                .satisfies(absent -> assertThat(absent.statusCode()).isEqualTo(404));
    }

    @Test
    void many_objects_are_deleted_in_one_call() {
        put("many/1", bytes(1, 1));
        put("many/2 & <two>", bytes(1, 1));
        DeleteObjectsResponse deleted = s3.deleteObjects(d -> d.bucket(LONG_TERM)
                .delete(o -> o.objects(
                        ObjectIdentifier.builder().key("many/1").build(),
                        ObjectIdentifier.builder().key("many/2 & <two>").build(),
                        ObjectIdentifier.builder().key("many/absent").build())));
        assertThat(deleted.deleted()).hasSize(3);
        assertThat(s3.listObjectsV2(l -> l.bucket(LONG_TERM).prefix("many/")).contents())
                .isEmpty();
    }

    @Test
    void a_listing_comes_in_order_and_in_pages() {
        List<String> keys = List.of("list/Z", "list/a", "list/a/b", "list/b c", "list/ü", "list/\uFFFD", "list/😀");
        keys.reversed().forEach(key -> put(key, bytes(3, 1)));
        List<String> listed = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            ListObjectsV2Response page = s3.listObjectsV2(
                    l -> l.bucket(LONG_TERM).prefix("list/").maxKeys(2).continuationToken(from));
            page.contents().stream().map(S3Object::key).forEach(listed::add);
            assertThat(page.keyCount()).isLessThanOrEqualTo(2);
            token = page.nextContinuationToken();
            assertThat(page.isTruncated()).isEqualTo(token != null);
        } while (token != null);
        assertThat(listed).containsExactlyElementsOf(keys);
    }

    @Test
    void a_delimiter_groups_keys_across_pages() {
        List.of("tree/a/1", "tree/a/2", "tree/b", "tree/c/1").forEach(key -> put(key, bytes(1, 1)));
        List<String> seen = new ArrayList<>();
        s3.listObjectsV2Paginator(
                        l -> l.bucket(LONG_TERM).prefix("tree/").delimiter("/").maxKeys(1))
                .forEach(page -> {
                    page.commonPrefixes().forEach(prefix -> seen.add(prefix.prefix()));
                    page.contents().forEach(object -> seen.add(object.key()));
                });
        assertThat(seen).containsExactly("tree/a/", "tree/b", "tree/c/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "odd/报告 \"2026\" ; a.pdf",
                "odd/a+b%20c&d=e?f#g",
                "odd//double//",
                "odd/../../../../etc/passwd",
                "../escape",
                "odd/.",
                "odd/tab\tand\u0001control",
                "odd/*~'()!@$:,;=[]{}|\\^`<>",
            })
    void odd_keys_are_keys_like_any_other(String key) {
        byte[] content = bytes(100, key.hashCode());
        put(key, content);
        assertThat(get(key).asByteArrayUnsafe()).isEqualTo(content);
        assertThat(s3.listObjectsV2(l -> l.bucket(LONG_TERM).prefix(key).encodingType(EncodingType.URL))
                        .contents())
                .extracting(S3Object::key)
                .contains(key);
        s3.deleteObject(d -> d.bucket(LONG_TERM).key(key));
        assertRefused(404, "NoSuchKey", () -> get(key));
    }

    @Test
    void a_key_and_a_key_below_it_live_side_by_side() {
        put("a", bytes(5, 1));
        put("a/b", bytes(6, 2));
        assertThat(get("a").asByteArrayUnsafe()).hasSize(5);
        assertThat(get("a/b").asByteArrayUnsafe()).hasSize(6);
    }

    @Test
    void keys_may_have_1024_bytes_and_no_more() {
        String longest = "long/" + "x".repeat(1019);
        put(longest, bytes(7, 1));
        assertThat(get(longest).asByteArrayUnsafe()).hasSize(7);
        assertThat(s3.listObjectsV2(l -> l.bucket(LONG_TERM).prefix("long/")).contents())
                .extracting(S3Object::key)
                .containsExactly(longest);
        assertRefused(400, "KeyTooLongError", () -> put(longest + "x", bytes(7, 1)));
    }

    @Test
    void buckets_are_listed_found_and_made() {
        s3.createBucket(c -> c.bucket("made-here"));
        assertRefused(409, "BucketAlreadyOwnedByYou", () -> s3.createBucket(c -> c.bucket("made-here")));
        assertThat(s3.listBuckets().buckets())
                .extracting(bucket -> bucket.name())
                .contains(STAGING, LONG_TERM, "made-here");
        s3.headBucket(h -> h.bucket("made-here"));
        assertRefused(
                404,
                "NoSuchBucket",
                () -> s3.getObject(g -> g.bucket("not-here").key("x")));
    }

    @Test
    void what_is_not_there_is_refused_and_not_ignored() {
        put("blob/refused", bytes(1, 1));
        assertRefused(
                501,
                "NotImplemented",
                () -> s3.getObjectTagging(g -> g.bucket(LONG_TERM).key("blob/refused")));
        assertRefused(501, "NotImplemented", () -> s3.getBucketVersioning(g -> g.bucket(LONG_TERM)));
        assertRefused(
                501,
                "NotImplemented",
                () -> s3.getObject(g -> g.bucket(LONG_TERM).key("blob/refused").versionId("1")));
        assertRefused(
                501,
                "NotImplemented",
                () -> s3.putObject(
                        p -> p.bucket(LONG_TERM).key("blob/tagged").tagging("a=b"), RequestBody.fromString("x")));
    }
}
