package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.instant.CopyBlobParts;
import io.cloudstore.core.transfer.LongTermStore.CopiedPart;
import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.functions.s3.ScriptedStore.Answer;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store's answers come to; the answers are those that AWS documents. */
@Execution(ExecutionMode.CONCURRENT)
class StoreAnswersTest {
    private static final UUID KEY = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final UUID TARGET = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");
    private static final Sha256 DIGEST = Sha256.digestOf("part".getBytes(UTF_8));
    private static final List<StagedPart> PARTS = List.of(new StagedPart(1, "\"e1\"", DIGEST, 8 << 20));
    private static final String COMPLETED = "<CompleteMultipartUploadResult><Bucket>b</Bucket><Key>k</Key>"
            + "<ETag>\"x-1\"</ETag></CompleteMultipartUploadResult>";

    private ScriptedStore store;
    private S3 s3;

    @BeforeEach
    void start() throws Exception {
        store = new ScriptedStore();
        s3 = store.adapters();
    }

    @AfterEach
    void stop() {
        s3.close();
        store.close();
    }

    @Test
    void completing_sends_every_parts_number_etag_and_checksum() {
        store.answers(Answer.of(200, COMPLETED));
        assertThat(complete()).isEqualTo(Completion.COMPLETED);
        assertThat(store.asked())
                .containsExactly("POST /staging-bucket/staging/0123456789abcdef0123456789abcdef?uploadId=u");
        assertThat(store.lastBody())
                .contains(
                        "<ChecksumSHA256>" + DIGEST.base64() + "</ChecksumSHA256>", "<PartNumber>1</PartNumber>", "e1");
        assertThat(store.lastHeader("x-amz-checksum-type")).isEqualTo("COMPOSITE");
    }

    @ParameterizedTest
    @CsvSource({
        "404,NoSuchUpload,NO_SUCH_UPLOAD",
        "400,InvalidPart,PARTS_DIFFER",
        "400,InvalidPartOrder,PARTS_DIFFER",
        "400,EntityTooSmall,PARTS_DIFFER"
    })
    void what_the_store_says_about_the_upload_is_a_result(int status, String code, Completion result) {
        store.answers(Answer.error(status, code));
        assertThat(complete()).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"InternalError", "SlowDown", "ServiceUnavailable"})
    void completing_with_200_and_an_error_in_the_body_is_a_failure(String code) {
        store.answers(Answer.error(200, code));
        assertThatThrownBy(this::complete).isInstanceOf(StoreFailed.class);
        assertThat(store.asked()).as("a bounded number of attempts").hasSizeBetween(1, 3);
    }

    @Test
    void a_completion_whose_retry_finds_the_upload_gone_says_so() {
        store.answers(Answer.error(200, "InternalError"), Answer.error(404, "NoSuchUpload"));
        assertThat(complete()).isEqualTo(Completion.NO_SUCH_UPLOAD);
    }

    @ParameterizedTest
    @CsvSource({"500,InternalError", "503,SlowDown", "403,AccessDenied", "404,NoSuchBucket", "400,InvalidRequest"})
    void every_other_refusal_is_a_failure(int status, String code) {
        store.answers(Answer.error(status, code));
        assertThatThrownBy(this::complete).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> s3.stagingStore().listParts(KEY, "u")).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> s3.stagingStore().createMultipart(KEY, "a/b")).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> s3.longTermStore().copyWhole(KEY, "e", TARGET)).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> copyPart()).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> s3.cleanStaging().clean(KEY)).isInstanceOf(StoreFailed.class);
    }

    @Test
    void a_moment_of_overload_is_ridden_out() {
        store.answers(Answer.error(503, "SlowDown"), Answer.of(200, COMPLETED));
        assertThat(complete()).isEqualTo(Completion.COMPLETED);
    }

    @Test
    void nothing_is_completed_of_no_parts() {
        assertThat(s3.stagingStore().complete(KEY, "u", List.of())).isEqualTo(Completion.PARTS_DIFFER);
        assertThat(store.asked()).isEmpty();
    }

    @Test
    void a_store_that_is_not_there_is_a_failure() {
        store.close();
        assertThatThrownBy(this::complete).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(() -> s3.stagingStore().head(KEY)).isInstanceOf(StoreFailed.class);
    }

    @Test
    void a_multipart_upload_is_begun_with_composite_sha256() {
        store.answers(Answer.of(
                200, "<InitiateMultipartUploadResult><UploadId>u7</UploadId></InitiateMultipartUploadResult>"));
        assertThat(s3.stagingStore().createMultipart(KEY, "text/plain\r\nx: y")).isEqualTo("u7");
        assertThat(store.lastHeader("x-amz-checksum-algorithm")).isEqualTo("SHA256");
        assertThat(store.lastHeader("x-amz-checksum-type")).isEqualTo("COMPOSITE");
        assertThat(store.lastHeader("content-type")).isEqualTo("application/octet-stream");
    }

    @Test
    void an_object_is_told_with_what_the_store_attests() {
        store.answers(
                head(Map.of("x-amz-checksum-sha256", DIGEST.base64() + "-3", "x-amz-checksum-type", "COMPOSITE")));
        assertThat(s3.stagingStore().head(KEY))
                .contains(new StagedObject(7, Optional.of(new ContentId(DIGEST, 3)), "\"e\""));
        assertThat(store.lastHeader("x-amz-checksum-mode")).isEqualTo("ENABLED");
        assertThat(store.lastHeader("authorization")).as("signed in the URL").isEmpty();
        assertThat(store.asked()).containsExactly("HEAD /staging-bucket/staging/0123456789abcdef0123456789abcdef");
    }

    @Test
    void an_object_with_another_checksum_attests_nothing() {
        store.answers(head(Map.of("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=", "x-amz-checksum-type", "FULL_OBJECT")));
        assertThat(s3.longTermStore().head(TARGET)).contains(new StagedObject(7, Optional.empty(), "\"e\""));
        assertThat(store.asked()).containsExactly("HEAD /long-term-bucket/blob/fedcba9876543210fedcba9876543210");
    }

    @Test
    void an_absent_object_is_none_and_the_bucket_is_looked_at_once() {
        store.answers(Answer.of(404, ""), Answer.of(200, ""), Answer.of(404, ""));
        var staging = s3.stagingStore();
        assertThat(staging.head(KEY)).isEmpty();
        assertThat(staging.head(KEY)).isEmpty();
        assertThat(store.asked())
                .containsExactly(
                        "HEAD /staging-bucket/staging/0123456789abcdef0123456789abcdef",
                        "HEAD /staging-bucket",
                        "HEAD /staging-bucket/staging/0123456789abcdef0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 400, 403, 429, 500, 503})
    void what_the_first_head_does_not_know_is_asked_by_the_sdk_which_knows_whether_to_retry(int status) {
        store.answers(
                Answer.of(status, ""),
                head(Map.of("x-amz-checksum-sha256", DIGEST.base64(), "x-amz-checksum-type", "FULL_OBJECT")));
        assertThat(s3.stagingStore().head(KEY))
                .contains(new StagedObject(7, Optional.of(new ContentId(DIGEST, 1)), "\"e\""));
        assertThat(store.asked()).hasSize(2);
        assertThat(store.lastHeader("authorization"))
                .as("the SDK signs in a header")
                .isNotEmpty();
    }

    @Test
    void an_absent_bucket_is_no_absent_object() {
        store.answers(Answer.of(404, ""));
        assertThatThrownBy(() -> s3.stagingStore().head(KEY))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("bucket");
    }

    @Test
    void a_forbidden_head_names_the_permission_that_may_be_missing() {
        store.answers(Answer.of(403, ""));
        assertThatThrownBy(() -> s3.stagingStore().head(KEY))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining("s3:ListBucket");
    }

    @Test
    void parts_are_listed_to_the_last_page_without_those_that_have_no_digest() {
        store.answers(
                Answer.of(
                        200,
                        "<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker>"
                                + part(1, DIGEST.base64()) + "</ListPartsResult>"),
                Answer.of(
                        200,
                        "<ListPartsResult><IsTruncated>false</IsTruncated>" + part(2, null) + part(3, DIGEST.base64())
                                + "</ListPartsResult>"));
        assertThat(s3.stagingStore().listParts(KEY, "u").orElseThrow())
                .containsExactly(new StagedPart(1, "\"e1\"", DIGEST, 5), new StagedPart(3, "\"e3\"", DIGEST, 5));
        assertThat(store.asked().get(1)).contains("part-number-marker=1");
    }

    @Test
    void parts_of_an_upload_that_is_gone_are_none() {
        store.answers(Answer.error(404, "NoSuchUpload"));
        assertThat(s3.stagingStore().listParts(KEY, "u")).isEmpty();
        assertThat(s3.longTermStore().listParts(TARGET, "u")).isEmpty();
    }

    @Test
    void an_abort_is_repeated_until_no_part_is_listed_any_more() {
        Answer stillThere = Answer.of(
                200,
                "<ListPartsResult><IsTruncated>false</IsTruncated>" + part(1, DIGEST.base64()) + "</ListPartsResult>");
        store.answers(Answer.of(204, ""), stillThere, Answer.of(204, ""), Answer.error(404, "NoSuchUpload"));
        s3.stagingStore().abortMultipart(KEY, "u");
        assertThat(store.asked().stream().filter(a -> a.startsWith("DELETE"))).hasSize(2);
    }

    @Test
    void aborting_what_is_gone_is_fine() {
        store.answers(Answer.error(404, "NoSuchUpload"));
        s3.stagingStore().abortMultipart(KEY, "u");
        s3.longTermStore().abortMultipart(TARGET, "u");
    }

    @Test
    void an_upload_that_will_not_be_aborted_is_a_failure() {
        store.answers(Answer.of(200, "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>"));
        assertThatThrownBy(() -> s3.stagingStore().abortMultipart(KEY, "u")).isInstanceOf(StoreFailed.class);
        assertThat(store.asked()).hasSize(10);
    }

    @Test
    void a_whole_copy_names_source_version_and_algorithm() {
        store.answers(Answer.of(200, "<CopyObjectResult><ETag>\"c\"</ETag></CopyObjectResult>"));
        assertThat(s3.longTermStore().copyWhole(KEY, "\"e\"", TARGET)).isTrue();
        assertThat(store.asked()).containsExactly("PUT /long-term-bucket/blob/fedcba9876543210fedcba9876543210");
        assertThat(store.lastHeader("x-amz-copy-source"))
                .isEqualTo("staging-bucket/staging/0123456789abcdef0123456789abcdef");
        assertThat(store.lastHeader("x-amz-copy-source-if-match")).isEqualTo("\"e\"");
        assertThat(store.lastHeader("x-amz-checksum-algorithm")).isEqualTo("SHA256");
    }

    @ParameterizedTest
    @CsvSource({"412,PreconditionFailed", "404,NoSuchKey"})
    void a_source_that_changed_or_is_gone_is_not_copied(int status, String code) {
        store.answers(Answer.error(status, code));
        assertThat(s3.longTermStore().copyWhole(KEY, "e", TARGET)).isFalse();
        assertThat(copyPart()).isEmpty();
    }

    @Test
    void a_part_of_an_upload_that_is_gone_is_not_copied() {
        store.answers(Answer.error(404, "NoSuchUpload"));
        assertThat(copyPart()).isEmpty();
    }

    @Test
    void copying_with_200_and_an_error_in_the_body_is_a_failure() {
        store.answers(Answer.error(200, "InternalError"));
        assertThatThrownBy(() -> s3.longTermStore().copyWhole(KEY, "e", TARGET)).isInstanceOf(StoreFailed.class);
        assertThatThrownBy(this::copyPart).isInstanceOf(StoreFailed.class);
    }

    @Test
    void a_copied_part_is_told_with_the_digest_that_the_store_computed() {
        store.answers(Answer.of(
                200,
                "<CopyPartResult><ETag>\"c\"</ETag><ChecksumSHA256>" + DIGEST.base64()
                        + "</ChecksumSHA256></CopyPartResult>"));
        assertThat(copyPart()).contains(new CopiedPart(2, "\"c\"", DIGEST, 100));
        assertThat(store.lastHeader("x-amz-copy-source-range")).isEqualTo("bytes=1000-1099");
        assertThat(store.lastHeader("x-amz-copy-source-if-match")).isEqualTo("\"e\"");
    }

    @Test
    void a_part_of_stored_content_is_copied_into_staging_with_its_range_from_where_it_is() {
        store.answers(Answer.of(
                200,
                "<CopyPartResult><ETag>\"c\"</ETag><ChecksumSHA256>" + DIGEST.base64()
                        + "</ChecksumSHA256></CopyPartResult>"));
        CopyBlobParts copies = s3.copyBlobParts();
        long size = (8 << 20) + 5;

        assertThat(copies.copyPart(blob(size, Place.STORED), "\"e\"", 2, KEY, "u", 7))
                .contains(DIGEST);
        assertThat(store.asked())
                .containsExactly(
                        "PUT /staging-bucket/staging/0123456789abcdef0123456789abcdef?partNumber=7&uploadId=u");
        assertThat(store.lastHeader("x-amz-copy-source"))
                .isEqualTo("long-term-bucket/blob/fedcba9876543210fedcba9876543210");
        assertThat(store.lastHeader("x-amz-copy-source-range")).isEqualTo("bytes=8388608-8388612");
        assertThat(store.lastHeader("x-amz-copy-source-if-match")).isEqualTo("\"e\"");

        copies.copyPart(blob(size, Place.COPYING), "\"e\"", 1, KEY, "u", 7);
        assertThat(store.lastHeader("x-amz-copy-source"))
                .isEqualTo("staging-bucket/staging/11111111111111112222222222222222");
        assertThat(store.lastHeader("x-amz-copy-source-range")).isEqualTo("bytes=0-8388607");
    }

    @Test
    void content_of_one_part_is_copied_without_a_range() {
        store.answers(Answer.of(
                200,
                "<CopyPartResult><ETag>\"c\"</ETag><ChecksumSHA256>" + DIGEST.base64()
                        + "</ChecksumSHA256></CopyPartResult>"));
        s3.copyBlobParts().copyPart(blob(8 << 20, Place.STORED), "\"e\"", 1, KEY, "u", 1);
        assertThat(store.lastHeader("x-amz-copy-source-range")).isEmpty();
    }

    private static Blob blob(long size, Place place) {
        PartPlan plan = PartPlan.of(size);
        return new Blob(
                new BlobId(KEY),
                Domain.INSTALLATION,
                plan,
                ContentId.ofParts(Collections.nCopies(plan.partCount(), DIGEST)),
                place,
                Life.LIVE,
                new UUID(0x1111111111111111L, 0x2222222222222222L),
                Instant.EPOCH,
                TARGET,
                Optional.empty());
    }

    @Test
    void a_copied_part_without_a_digest_is_a_failure() {
        store.answers(Answer.of(200, "<CopyPartResult><ETag>\"c\"</ETag></CopyPartResult>"));
        assertThatThrownBy(this::copyPart).isInstanceOf(StoreFailed.class).hasMessageContaining("SHA-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoSuchUpload", "InvalidPart", "EntityTooSmall"})
    void a_long_term_upload_that_cannot_be_completed_says_so(String code) {
        store.answers(Answer.error(400, code));
        assertThat(s3.longTermStore().complete(TARGET, "u", List.of(new CopiedPart(1, "e", DIGEST, 1))))
                .isFalse();
    }

    @Test
    void cleaning_aborts_every_upload_of_exactly_the_key_until_none_is_listed_and_then_deletes() {
        String key = "staging/0123456789abcdef0123456789abcdef";
        store.answers(
                Answer.of(
                        200,
                        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>"
                                + "<Upload><Key>" + key + "</Key><UploadId>u1</UploadId></Upload>"
                                + "<Upload><Key>" + key
                                + "0</Key><UploadId>other</UploadId></Upload></ListMultipartUploadsResult>"),
                Answer.of(204, ""),
                Answer.error(404, "NoSuchUpload"),
                Answer.of(
                        200,
                        "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>"),
                Answer.of(204, ""));
        s3.cleanStaging().clean(KEY);
        assertThat(store.asked())
                .hasSize(5)
                .noneMatch(a -> a.contains("other"))
                .last()
                .isEqualTo("DELETE /staging-bucket/" + key);
    }

    private Completion complete() {
        return s3.stagingStore().complete(KEY, "u", PARTS);
    }

    private Optional<CopiedPart> copyPart() {
        return s3.longTermStore().copyPart(KEY, "\"e\"", TARGET, "u", 2, 1000, 100);
    }

    private static Answer head(Map<String, String> checksums) {
        var headers = new java.util.HashMap<>(checksums);
        headers.put("ETag", "\"e\"");
        headers.put("Content-Length", "7");
        return new Answer(200, headers, "");
    }

    private static String part(int n, String digest) {
        return "<Part><PartNumber>" + n + "</PartNumber><ETag>\"e" + n + "\"</ETag><Size>5</Size>"
                + (digest == null ? "" : "<ChecksumSHA256>" + digest + "</ChecksumSHA256>") + "</Part>";
    }
}
