package io.cloudstore.embedded.s3;

import static io.cloudstore.embedded.s3.Fixture.LONG_TERM;
import static io.cloudstore.embedded.s3.Fixture.MIB;
import static io.cloudstore.embedded.s3.Fixture.STAGING;
import static io.cloudstore.embedded.s3.Fixture.bytes;
import static io.cloudstore.embedded.s3.Fixture.digest;
import static io.cloudstore.embedded.s3.Fixture.md5;
import static io.cloudstore.embedded.s3.Fixture.sha256;
import static io.cloudstore.embedded.s3.ObjectContractTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Multipart uploads and copies, through the SDK; what is expected is what the S3 API reference says. */
class MultipartContractTest {
    private static final int PART = 5 * MIB;

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

    private static String begin(String bucket, String key) {
        return s3.createMultipartUpload(c -> c.bucket(bucket)
                        .key(key)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .checksumType(ChecksumType.COMPOSITE))
                .uploadId();
    }

    private static CompletedPart send(String key, String id, int number, byte[] content) {
        UploadPartResponse part = s3.uploadPart(
                u -> u.bucket(STAGING).key(key).uploadId(id).partNumber(number).checksumSHA256(sha256(content)),
                RequestBody.fromBytes(content));
        assertThat(part.checksumSHA256()).isEqualTo(sha256(content));
        assertThat(part.eTag()).isEqualTo('"' + md5(content) + '"');
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumSHA256(part.checksumSHA256())
                .build();
    }

    private static CompleteMultipartUploadResponse complete(String key, String id, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(
                c -> c.bucket(STAGING).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
    }

    private static String composite(List<byte[]> parts) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        parts.forEach(part -> digests.writeBytes(digest("SHA-256", part)));
        return sha256(digests.toByteArray()) + "-" + parts.size();
    }

    private static String etag(List<byte[]> parts) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        parts.forEach(part -> digests.writeBytes(digest("MD5", part)));
        return '"' + HexFormat.of().formatHex(digest("MD5", digests.toByteArray())) + "-" + parts.size() + '"';
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static HeadObjectResponse head(String bucket, String key) {
        return s3.headObject(h -> h.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    /** Three parts under the key, the last one short. */
    private static List<byte[]> stored(String key) {
        List<byte[]> parts = List.of(bytes(PART, 1), bytes(PART, 2), bytes(1234, 3));
        String id = begin(STAGING, key);
        List<CompletedPart> sent = IntStream.range(0, 3)
                .mapToObj(n -> send(key, id, n + 1, parts.get(n)))
                .toList();
        complete(key, id, sent);
        return parts;
    }

    @Test
    void a_completed_upload_has_the_composite_checksum_and_the_etag_of_its_parts() {
        List<byte[]> parts = List.of(bytes(PART, 10), bytes(PART, 11), bytes(1, 12));
        String id = begin(STAGING, "staging/composite");
        List<CompletedPart> sent = IntStream.of(2, 0, 1)
                .mapToObj(n -> send("staging/composite", id, n + 1, parts.get(n)))
                .sorted(Comparator.comparing(CompletedPart::partNumber))
                .toList();
        CompleteMultipartUploadResponse completed = complete("staging/composite", id, sent);
        assertThat(completed.checksumSHA256()).isEqualTo(composite(parts));
        assertThat(completed.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        assertThat(completed.eTag()).isEqualTo(etag(parts));
        HeadObjectResponse head = head(STAGING, "staging/composite");
        assertThat(head.checksumSHA256()).isEqualTo(composite(parts));
        assertThat(head.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        assertThat(head.eTag()).isEqualTo(etag(parts));
        assertThat(s3.getObjectAsBytes(g -> g.bucket(STAGING).key("staging/composite"))
                        .asByteArrayUnsafe())
                .isEqualTo(joined(parts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=0-0", "bytes=5242879-5242880", "bytes=5242880-10485760", "bytes=-1300", "bytes=100-"})
    void ranges_cross_the_borders_of_parts(String range) {
        byte[] all = joined(stored("staging/ranges"));
        byte[] back = s3.getObjectAsBytes(
                        g -> g.bucket(STAGING).key("staging/ranges").range(range))
                .asByteArrayUnsafe();
        String[] bounds = range.substring(6).split("-", -1);
        int from = bounds[0].isEmpty() ? all.length - Integer.parseInt(bounds[1]) : Integer.parseInt(bounds[0]);
        int to = bounds[0].isEmpty() || bounds[1].isEmpty() ? all.length : Integer.parseInt(bounds[1]) + 1;
        assertThat(back).isEqualTo(Arrays.copyOfRange(all, from, to));
    }

    @Test
    void a_part_can_be_read_by_its_number() {
        List<byte[]> parts = stored("staging/by-part");
        var second = s3.getObjectAsBytes(
                g -> g.bucket(STAGING).key("staging/by-part").partNumber(2));
        assertThat(second.asByteArrayUnsafe()).isEqualTo(parts.get(1));
        assertThat(second.response().partsCount()).isEqualTo(3);
        assertThat(head(STAGING, "staging/by-part").contentLength()).isEqualTo(2L * PART + 1234);
    }

    @Test
    void a_part_with_a_wrong_checksum_is_refused_and_the_one_before_stays() {
        String id = begin(STAGING, "staging/bad-part");
        byte[] good = bytes(PART, 20);
        send("staging/bad-part", id, 1, good);
        assertRefused(
                400,
                "BadDigest",
                () -> s3.uploadPart(
                        u -> u.bucket(STAGING)
                                .key("staging/bad-part")
                                .uploadId(id)
                                .partNumber(1)
                                .checksumSHA256(sha256(good)),
                        RequestBody.fromBytes(bytes(PART, 21))));
        assertThat(s3.listParts(l -> l.bucket(STAGING).key("staging/bad-part").uploadId(id))
                        .parts())
                .singleElement()
                .satisfies(part -> assertThat(part.checksumSHA256()).isEqualTo(sha256(good)));
    }

    @Test
    void a_part_sent_again_replaces_the_first() {
        String id = begin(STAGING, "staging/again");
        send("staging/again", id, 1, bytes(PART, 22));
        byte[] second = bytes(PART - 1, 23);
        complete("staging/again", id, List.of(send("staging/again", id, 1, second)));
        assertThat(s3.getObjectAsBytes(g -> g.bucket(STAGING).key("staging/again"))
                        .asByteArrayUnsafe())
                .isEqualTo(second);
    }

    @Test
    void a_part_must_have_a_checksum_of_the_uploads_algorithm() {
        String id = begin(STAGING, "staging/mismatch");
        assertRefused(
                400,
                "InvalidRequest",
                () -> s3.uploadPart(
                        u -> u.bucket(STAGING)
                                .key("staging/mismatch")
                                .uploadId(id)
                                .partNumber(1)
                                .checksumAlgorithm(ChecksumAlgorithm.CRC32),
                        RequestBody.fromString("x")));
    }

    @Test
    void completing_has_its_rules() {
        String key = "staging/rules";
        String id = begin(STAGING, key);
        CompletedPart one = send(key, id, 1, bytes(PART, 30));
        CompletedPart two = send(key, id, 2, bytes(PART - 1, 31));
        CompletedPart three = send(key, id, 3, bytes(10, 32));
        assertRefused(400, "InvalidPartOrder", () -> complete(key, id, List.of(two, one)));
        assertRefused(400, "InvalidPartOrder", () -> complete(key, id, List.of(one, one)));
        assertRefused(400, "EntityTooSmall", () -> complete(key, id, List.of(one, two, three)));
        assertRefused(400, "InvalidRequest", () -> complete(key, id, List.of(one.copy(p -> p.checksumSHA256(null)))));
        assertRefused(
                400,
                "InvalidPart",
                () -> complete(key, id, List.of(one.copy(p -> p.checksumSHA256(two.checksumSHA256())))));
        assertRefused(400, "InvalidPart", () -> complete(key, id, List.of(one.copy(p -> p.eTag(two.eTag())))));
        assertRefused(400, "InvalidPart", () -> complete(key, id, List.of(one, three.copy(p -> p.partNumber(7)))));
        assertRefused(400, "MalformedXML", () -> complete(key, id, List.of()));
        assertThat(complete(key, id, List.of(one, three)).checksumSHA256())
                .isEqualTo(composite(List.of(bytes(PART, 30), bytes(10, 32))));
    }

    @Test
    void a_wrong_checksum_or_size_of_the_whole_object_is_refused() {
        String key = "staging/whole";
        String id = begin(STAGING, key);
        byte[] content = bytes(100, 33);
        CompletedPart part = send(key, id, 1, content);
        assertRefused(
                400,
                "BadDigest",
                () -> s3.completeMultipartUpload(c -> c.bucket(STAGING)
                        .key(key)
                        .uploadId(id)
                        .checksumSHA256(sha256(content))
                        .multipartUpload(m -> m.parts(part))));
        assertRefused(
                400,
                "InvalidRequest",
                () -> s3.completeMultipartUpload(c -> c.bucket(STAGING)
                        .key(key)
                        .uploadId(id)
                        .mpuObjectSize(99L)
                        .multipartUpload(m -> m.parts(part))));
        s3.completeMultipartUpload(c -> c.bucket(STAGING)
                .key(key)
                .uploadId(id)
                .mpuObjectSize(100L)
                .checksumSHA256(composite(List.of(content)))
                .multipartUpload(m -> m.parts(part)));
        assertThat(head(STAGING, key).checksumSHA256()).isEqualTo(composite(List.of(content)));
    }

    @Test
    void an_upload_that_is_unknown_aborted_or_completed_is_not_there() {
        String aborted = begin(STAGING, "staging/closed");
        send("staging/closed", aborted, 1, bytes(10, 40));
        s3.abortMultipartUpload(a -> a.bucket(STAGING).key("staging/closed").uploadId(aborted));
        String completed = begin(STAGING, "staging/closed");
        CompletedPart part = send("staging/closed", completed, 1, bytes(10, 41));
        complete("staging/closed", completed, List.of(part));
        for (String id : List.of(aborted, completed, "unknown")) {
            assertRefused(404, "NoSuchUpload", () -> send("staging/closed", id, 2, bytes(10, 42)));
            assertRefused(404, "NoSuchUpload", () -> complete("staging/closed", id, List.of(part)));
            assertRefused(
                    404,
                    "NoSuchUpload",
                    () -> s3.listParts(
                            l -> l.bucket(STAGING).key("staging/closed").uploadId(id)));
            assertRefused(
                    404,
                    "NoSuchUpload",
                    () -> s3.abortMultipartUpload(
                            a -> a.bucket(STAGING).key("staging/closed").uploadId(id)));
            assertRefused(
                    404,
                    "NoSuchUpload",
                    () -> s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                            .sourceKey("staging/closed")
                            .destinationBucket(STAGING)
                            .destinationKey("staging/closed")
                            .uploadId(id)
                            .partNumber(1)));
        }
        assertThat(head(STAGING, "staging/closed").contentLength()).isEqualTo(10);
    }

    @Test
    void an_upload_belongs_to_its_key() {
        String id = begin(STAGING, "staging/mine");
        assertRefused(404, "NoSuchUpload", () -> send("staging/other", id, 1, bytes(10, 43)));
    }

    @Test
    void completing_onto_an_existing_key_honours_if_none_match() {
        String key = "staging/taken";
        s3.putObject(p -> p.bucket(STAGING).key(key), RequestBody.fromString("first"));
        String id = begin(STAGING, key);
        CompletedPart part = send(key, id, 1, bytes(10, 44));
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.completeMultipartUpload(c ->
                        c.bucket(STAGING).key(key).uploadId(id).ifNoneMatch("*").multipartUpload(m -> m.parts(part))));
        assertThat(s3.getObjectAsBytes(g -> g.bucket(STAGING).key(key)).asUtf8String())
                .isEqualTo("first");
    }

    @Test
    void parts_are_listed_in_pages() {
        String key = "staging/pages";
        String id = begin(STAGING, key);
        IntStream.of(1, 2, 5, 9, 10_000).forEach(n -> send(key, id, n, bytes(n % 7 + 1, n)));
        List<Integer> numbers = new ArrayList<>();
        Integer marker = null;
        ListPartsResponse page;
        do {
            Integer after = marker;
            page = s3.listParts(
                    l -> l.bucket(STAGING).key(key).uploadId(id).maxParts(2).partNumberMarker(after));
            page.parts().forEach(part -> numbers.add(part.partNumber()));
            assertThat(page.maxParts()).isEqualTo(2);
            assertThat(page.checksumAlgorithm()).isEqualTo(ChecksumAlgorithm.SHA256);
            assertThat(page.checksumType()).isEqualTo(ChecksumType.COMPOSITE);
            marker = page.nextPartNumberMarker();
        } while (page.isTruncated());
        assertThat(numbers).containsExactly(1, 2, 5, 9, 10_000);
        for (int wrong : List.of(0, 10_001)) {
            assertRefused(400, "InvalidArgument", () -> send(key, id, wrong, bytes(1, 1)));
        }
    }

    @Test
    void open_uploads_are_listed_in_pages() {
        List<String> begun = new ArrayList<>();
        for (String key : List.of("up/b", "up/a", "up/a", "up/c", "upper")) {
            begun.add(key + " " + begin(LONG_TERM, key));
        }
        List<String> listed = new ArrayList<>();
        String key = null;
        String id = null;
        ListMultipartUploadsResponse page;
        do {
            String keyMarker = key;
            String idMarker = id;
            page = s3.listMultipartUploads(l -> l.bucket(LONG_TERM)
                    .prefix("up/")
                    .maxUploads(1)
                    .keyMarker(keyMarker)
                    .uploadIdMarker(idMarker));
            for (MultipartUpload upload : page.uploads()) {
                listed.add(upload.key() + " " + upload.uploadId());
            }
            key = page.nextKeyMarker();
            id = page.nextUploadIdMarker();
        } while (page.isTruncated());
        assertThat(listed).containsExactly(begun.get(1), begun.get(2), begun.get(0), begun.get(3));
        assertThat(s3.listMultipartUploads(
                                l -> l.bucket(LONG_TERM).prefix("up/").keyMarker("up/a"))
                        .uploads())
                .extracting(MultipartUpload::key)
                .containsExactly("up/b", "up/c");
    }

    @Test
    void copying_part_by_part_keeps_the_composite_and_tells_each_digest() {
        List<byte[]> parts = stored("staging/source");
        String etag = head(STAGING, "staging/source").eTag();
        String id = begin(LONG_TERM, "blob/target");
        List<CompletedPart> copied = new ArrayList<>();
        for (int n = 0; n < parts.size(); n++) {
            int number = n + 1;
            long first = (long) n * PART;
            long last = first + parts.get(n).length - 1;
            UploadPartCopyResponse copy = s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                    .sourceKey("staging/source")
                    .copySourceIfMatch(etag)
                    .copySourceRange("bytes=" + first + "-" + last)
                    .destinationBucket(LONG_TERM)
                    .destinationKey("blob/target")
                    .uploadId(id)
                    .partNumber(number));
            assertThat(copy.copyPartResult().checksumSHA256()).isEqualTo(sha256(parts.get(n)));
            assertThat(copy.copyPartResult().eTag()).isEqualTo('"' + md5(parts.get(n)) + '"');
            copied.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(copy.copyPartResult().eTag())
                    .checksumSHA256(copy.copyPartResult().checksumSHA256())
                    .build());
        }
        s3.completeMultipartUpload(
                c -> c.bucket(LONG_TERM).key("blob/target").uploadId(id).multipartUpload(m -> m.parts(copied)));
        s3.deleteObject(d -> d.bucket(STAGING).key("staging/source"));
        assertThat(head(LONG_TERM, "blob/target").checksumSHA256()).isEqualTo(composite(parts));
        assertThat(s3.getObjectAsBytes(g -> g.bucket(LONG_TERM).key("blob/target"))
                        .asByteArrayUnsafe())
                .isEqualTo(joined(parts));
    }

    /** S3 refuses ranges of sources up to 5 MiB, and copies them whole. */
    @Test
    void a_small_source_is_copied_whole_or_not_at_all() {
        byte[] small = bytes(PART, 7);
        s3.putObject(p -> p.bucket(STAGING).key("staging/small"), RequestBody.fromBytes(small));
        String id = begin(STAGING, "staging/of-small");
        assertRefused(
                400,
                "InvalidRequest",
                () -> s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                        .sourceKey("staging/small")
                        .copySourceRange("bytes=0-9")
                        .destinationBucket(STAGING)
                        .destinationKey("staging/of-small")
                        .uploadId(id)
                        .partNumber(1)));
        assertThat(s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                                .sourceKey("staging/small")
                                .destinationBucket(STAGING)
                                .destinationKey("staging/of-small")
                                .uploadId(id)
                                .partNumber(1))
                        .copyPartResult()
                        .checksumSHA256())
                .isEqualTo(sha256(small));
    }

    @Test
    void a_part_may_be_any_range_of_its_source() {
        byte[] all = joined(stored("staging/any"));
        String id = begin(STAGING, "staging/piece");
        UploadPartCopyResponse copy = s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                .sourceKey("staging/any")
                .copySourceRange("bytes=5242870-5242890")
                .destinationBucket(STAGING)
                .destinationKey("staging/piece")
                .uploadId(id)
                .partNumber(1));
        assertThat(copy.copyPartResult().checksumSHA256()).isEqualTo(sha256(Arrays.copyOfRange(all, 5242870, 5242891)));
        for (String wrong : List.of("bytes=0-99999999", "bytes=5-", "bytes=-5", "bytes=6-5")) {
            assertRefused(
                    400,
                    "InvalidArgument",
                    () -> s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                            .sourceKey("staging/any")
                            .copySourceRange(wrong)
                            .destinationBucket(STAGING)
                            .destinationKey("staging/piece")
                            .uploadId(id)
                            .partNumber(1)));
        }
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.uploadPartCopy(u -> u.sourceBucket(STAGING)
                        .sourceKey("staging/any")
                        .copySourceIfMatch("\"other\"")
                        .destinationBucket(STAGING)
                        .destinationKey("staging/piece")
                        .uploadId(id)
                        .partNumber(1)));
    }

    @Test
    void copying_a_multipart_object_whole_makes_it_a_single_part_with_another_checksum_and_etag() {
        byte[] all = joined(stored("staging/to-copy"));
        var copy = s3.copyObject(c -> c.sourceBucket(STAGING)
                .sourceKey("staging/to-copy")
                .destinationBucket(LONG_TERM)
                .destinationKey("blob/copied")
                .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                .storageClass("GLACIER_IR"));
        assertThat(copy.copyObjectResult().checksumSHA256()).isEqualTo(sha256(all));
        assertThat(copy.copyObjectResult().eTag()).isEqualTo('"' + md5(all) + '"');
        HeadObjectResponse head = head(LONG_TERM, "blob/copied");
        assertThat(head.checksumSHA256()).isEqualTo(sha256(all));
        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(head.storageClassAsString()).isEqualTo("GLACIER_IR");
    }

    @Test
    void a_copy_keeps_attributes_and_checksum_unless_told_otherwise() {
        byte[] content = bytes(5000, 50);
        s3.putObject(
                p -> p.bucket(STAGING)
                        .key("staging/attributes")
                        .contentType("text/x-test")
                        .metadata(Map.of("a", "1"))
                        .checksumSHA256(sha256(content)),
                RequestBody.fromBytes(content));
        s3.copyObject(c -> c.sourceBucket(STAGING)
                .sourceKey("staging/attributes")
                .destinationBucket(LONG_TERM)
                .destinationKey("blob/attributes"));
        assertThat(head(LONG_TERM, "blob/attributes").contentType()).isEqualTo("text/x-test");
        assertThat(head(LONG_TERM, "blob/attributes").metadata()).containsEntry("a", "1");
        assertThat(head(LONG_TERM, "blob/attributes").checksumSHA256()).isEqualTo(sha256(content));
        s3.copyObject(c -> c.sourceBucket(LONG_TERM)
                .sourceKey("blob/attributes")
                .destinationBucket(LONG_TERM)
                .destinationKey("blob/attributes")
                .metadataDirective("REPLACE")
                .contentType("text/other"));
        assertThat(head(LONG_TERM, "blob/attributes").contentType()).isEqualTo("text/other");
        assertThat(head(LONG_TERM, "blob/attributes").metadata()).isEmpty();
        assertRefused(
                400,
                "InvalidRequest",
                () -> s3.copyObject(c -> c.sourceBucket(LONG_TERM)
                        .sourceKey("blob/attributes")
                        .destinationBucket(LONG_TERM)
                        .destinationKey("blob/attributes")));
    }

    @Test
    void a_copy_honours_conditions_on_both_sides() {
        String etag = s3.putObject(p -> p.bucket(STAGING).key("staging/c"), RequestBody.fromString("c"))
                .eTag();
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.copyObject(c -> c.sourceBucket(STAGING)
                        .sourceKey("staging/c")
                        .copySourceIfMatch("\"other\"")
                        .destinationBucket(LONG_TERM)
                        .destinationKey("blob/c")));
        s3.copyObject(c -> c.sourceBucket(STAGING)
                .sourceKey("staging/c")
                .copySourceIfMatch(etag)
                .ifNoneMatch("*")
                .destinationBucket(LONG_TERM)
                .destinationKey("blob/c"));
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.copyObject(c -> c.sourceBucket(STAGING)
                        .sourceKey("staging/c")
                        .ifNoneMatch("*")
                        .destinationBucket(LONG_TERM)
                        .destinationKey("blob/c")));
        assertRefused(
                404,
                "NoSuchKey",
                () -> s3.copyObject(c -> c.sourceBucket(STAGING)
                        .sourceKey("staging/absent")
                        .destinationBucket(LONG_TERM)
                        .destinationKey("blob/c")));
    }

    @Test
    void a_client_that_leaves_everything_to_the_sdk_can_upload_in_parts() {
        String key = "staging/defaults";
        String id = s3.createMultipartUpload(c -> c.bucket(STAGING).key(key)).uploadId();
        List<CompletedPart> sent = new ArrayList<>();
        for (int n = 1; n <= 2; n++) {
            int number = n;
            String etag = s3.uploadPart(
                            u -> u.bucket(STAGING).key(key).uploadId(id).partNumber(number),
                            RequestBody.fromBytes(bytes(PART, number)))
                    .eTag();
            sent.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        complete(key, id, sent);
        assertThat(s3.getObjectAsBytes(g -> g.bucket(STAGING).key(key)).asByteArrayUnsafe())
                .isEqualTo(joined(List.of(bytes(PART, 1), bytes(PART, 2))));
    }

    @Test
    void an_object_being_read_is_read_to_its_end_although_it_is_replaced() throws Exception {
        List<byte[]> parts = stored("staging/replaced");
        try (var stream = s3.getObject(g -> g.bucket(STAGING).key("staging/replaced"))) {
            byte[] head = stream.readNBytes(1000);
            s3.putObject(p -> p.bucket(STAGING).key("staging/replaced"), RequestBody.fromString("new"));
            byte[] rest = stream.readAllBytes();
            byte[] all = joined(parts);
            assertThat(head).isEqualTo(Arrays.copyOf(all, 1000));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(all, 1000, all.length));
        }
        assertThat(s3.getObjectAsBytes(g -> g.bucket(STAGING).key("staging/replaced"))
                        .asUtf8String())
                .isEqualTo("new");
    }
}
