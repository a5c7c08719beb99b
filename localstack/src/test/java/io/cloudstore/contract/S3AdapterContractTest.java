package io.cloudstore.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.transfer.LongTermStore.CopiedPart;
import io.cloudstore.core.upload.RecordedPart;
import io.cloudstore.core.upload.SignPut.SignedPut;
import io.cloudstore.core.upload.StagingStore.Completion;
import io.cloudstore.core.upload.StagingStore.StagedObject;
import io.cloudstore.core.upload.StagingStore.StagedPart;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The six ports of the object store against a real engine. Expected values are AWS's (S3 API
 * reference), never read off the engine.
 */
class S3AdapterContractTest {
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** S3's least size of a part that is not the last. */
    private static final int LEAST_PART = 5 << 20;

    private static final String TEXT = "text/plain";

    private static StoreUnderTest store;

    @BeforeAll
    static void start() throws Exception {
        store = StoreUnderTest.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Nested
    class A_presigned_whole_object {
        private final UUID key = UUID.randomUUID();
        private final byte[] bytes = "the content".getBytes(UTF_8);

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 1 << 20})
        void is_stored_and_attested_by_its_sha256(int size) throws Exception {
            byte[] content = Content.bytes(size, 1);
            assertThat(store.put(sign(content), content).statusCode()).isEqualTo(200);
            StagedObject object = store.staging().head(key).orElseThrow();
            assertThat(object.size()).isEqualTo(size);
            assertThat(object.attested()).contains(new ContentId(Sha256.digestOf(content), 1));
        }

        @Test
        void is_stored_once() throws Exception {
            store.put(sign(bytes), bytes);
            assertThat(store.put(sign(bytes), bytes).statusCode()).isEqualTo(412);
            byte[] other = "other bytes".getBytes(UTF_8);
            assertThat(store.put(sign(other), other).statusCode()).isEqualTo(412);
            assertThat(store.staging().head(key).orElseThrow().attested())
                    .contains(new ContentId(Sha256.digestOf(bytes), 1));
        }

        @Test
        void of_other_bytes_is_refused_and_stores_nothing() throws Exception {
            byte[] other = "the CONTENT".getBytes(UTF_8);
            assertThat(store.put(sign(bytes), other).statusCode()).isEqualTo(400);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @Test
        void of_another_length_is_refused_and_stores_nothing() throws Exception {
            assertThat(store.put(sign(bytes), "longer than that".getBytes(UTF_8))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(store.put(sign(bytes), "short".getBytes(UTF_8)).statusCode())
                    .isEqualTo(403);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"content-type", "if-none-match", "x-amz-checksum-sha256"})
        void without_one_of_its_headers_or_with_another_value_is_refused(String header) throws Exception {
            SignedPut signed = sign(bytes);
            var without = new java.util.HashMap<>(signed.headers());
            without.remove(header);
            assertThat(store.put(signed.url(), without, bytes).statusCode()).isEqualTo(403);
            var altered = new java.util.HashMap<>(signed.headers());
            altered.put(
                    header,
                    header.startsWith("x-amz") ? Sha256.digestOf(new byte[] {1}).base64() : "text/html");
            assertThat(store.put(signed.url(), altered, bytes).statusCode()).isEqualTo(403);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @Test
        void with_an_added_copy_source_is_refused_and_stores_nothing() throws Exception {
            UUID secret = UUID.randomUUID();
            stage(secret, bytes);
            SignedPut signed = sign(bytes);
            var headers = new java.util.HashMap<>(signed.headers());
            headers.put(
                    "x-amz-copy-source",
                    store.stagingBucket() + "/staging/" + secret.toString().replace("-", ""));
            assertThat(store.put(signed.url(), headers, bytes).statusCode()).isEqualTo(403);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @Test
        void under_another_key_is_refused() throws Exception {
            SignedPut signed = sign(bytes);
            UUID other = UUID.randomUUID();
            URI elsewhere = URI.create(signed.url()
                    .toString()
                    .replace(key.toString().replace("-", ""), other.toString().replace("-", "")));
            assertThat(store.put(elsewhere, signed.headers(), bytes).statusCode())
                    .isEqualTo(403);
            assertThat(store.staging().head(other)).isEmpty();
        }

        @Test
        void after_its_end_is_refused_and_stores_nothing() throws Exception {
            SignedPut brief =
                    store.signPut().whole(key, Sha256.digestOf(bytes), bytes.length, TEXT, Duration.ofSeconds(1));
            await().until(() -> Instant.now().isAfter(brief.expiresAt().plusSeconds(1)));
            assertThat(store.put(brief, bytes).statusCode()).isEqualTo(403);
            assertThat(store.staging().head(key)).isEmpty();
        }

        private SignedPut sign(byte[] content) {
            return store.signPut().whole(key, Sha256.digestOf(content), content.length, TEXT, LIFE);
        }
    }

    @Nested
    class A_multipart_upload {
        private final UUID key = UUID.randomUUID();
        private final String id = store.staging().createMultipart(key, TEXT);
        private final List<byte[]> parts =
                List.of(Content.bytes(LEAST_PART, 1), Content.bytes(LEAST_PART, 2), Content.bytes(3, 3));

        @Test
        void holds_the_parts_that_were_put_with_their_digests_and_sizes() throws Exception {
            assertThat(held()).isEmpty();
            putPart(2);
            putPart(1);
            assertThat(held()).extracting(StagedPart::n).containsExactly(1, 2);
            assertThat(held()).extracting(StagedPart::sha256).containsExactly(digest(1), digest(2));
            assertThat(held()).extracting(StagedPart::size).containsExactly((long) LEAST_PART, (long) LEAST_PART);
        }

        @Test
        void refuses_other_bytes_another_length_another_number_and_an_added_copy_source() throws Exception {
            SignedPut signed = sign(3, part(3));
            assertThat(store.put(signed, "abc".getBytes(UTF_8)).statusCode()).isEqualTo(400);
            assertThat(store.put(signed, "abcd".getBytes(UTF_8)).statusCode()).isEqualTo(403);
            URI otherNumber = URI.create(signed.url().toString().replace("partNumber=3", "partNumber=4"));
            assertThat(store.put(otherNumber, signed.headers(), part(3)).statusCode())
                    .isEqualTo(403);
            var headers = new java.util.HashMap<>(signed.headers());
            headers.put("x-amz-copy-source", store.stagingBucket() + "/staging/0");
            assertThat(store.put(signed.url(), headers, part(3)).statusCode()).isEqualTo(403);
            assertThat(held()).isEmpty();
        }

        @Test
        void takes_a_part_again_with_other_content_and_holds_the_last() throws Exception {
            putPart(3);
            byte[] other = Content.bytes(5, 9);
            assertThat(store.put(sign(3, other), other).statusCode()).isEqualTo(200);
            assertThat(held()).singleElement().satisfies(p -> {
                assertThat(p.sha256()).isEqualTo(Sha256.digestOf(other));
                assertThat(p.size()).isEqualTo(5);
            });
        }

        @Test
        void completes_to_an_object_whose_checksum_is_the_content_id() throws Exception {
            putAll();
            assertThat(complete(held())).isEqualTo(Completion.COMPLETED);
            StagedObject object = store.staging().head(key).orElseThrow();
            assertThat(object.attested()).contains(contentId());
            assertThat(object.size()).isEqualTo(2L * LEAST_PART + 3);
            assertThat(object.etag()).endsWith("-3\"");
        }

        @Test
        void that_is_completed_again_is_gone_and_the_object_stays() throws Exception {
            putAll();
            List<StagedPart> all = held();
            complete(all);
            assertThat(complete(all)).isIn(Completion.NO_SUCH_UPLOAD, Completion.COMPLETED);
            assertThat(store.staging().listParts(key, id)).isEmpty();
            store.staging().abortMultipart(key, id);
            assertThat(store.staging().head(key).orElseThrow().attested()).contains(contentId());
        }

        @Test
        void is_not_completed_of_a_part_that_is_not_there_or_is_another() throws Exception {
            putAll();
            List<StagedPart> all = held();
            var missing = new ArrayList<>(all);
            missing.add(new StagedPart(4, all.get(2).etag(), digest(3), 3));
            assertThat(complete(missing)).isEqualTo(Completion.PARTS_DIFFER);
            var otherDigest = new ArrayList<>(all);
            otherDigest.set(2, new StagedPart(3, all.get(2).etag(), digest(1), 3));
            assertThat(complete(otherDigest)).isEqualTo(Completion.PARTS_DIFFER);
            var otherEtag = new ArrayList<>(all);
            otherEtag.set(2, new StagedPart(3, all.get(1).etag(), digest(3), 3));
            assertThat(complete(otherEtag)).isEqualTo(Completion.PARTS_DIFFER);
            assertThat(complete(List.of(all.get(1), all.get(0), all.get(2)))).isEqualTo(Completion.PARTS_DIFFER);
            assertThat(store.staging().head(key)).isEmpty();
            assertThat(complete(all)).as("nothing was used up").isEqualTo(Completion.COMPLETED);
        }

        @Test
        void is_not_completed_with_a_small_part_that_is_not_the_last() throws Exception {
            putPart(3);
            byte[] last = Content.bytes(4, 4);
            store.put(sign(4, last), last);
            assertThat(complete(held())).isEqualTo(Completion.PARTS_DIFFER);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @Test
        void that_nobody_began_is_none() {
            // The form of a real id, so that no store refuses it for its looks.
            String unknown = id.substring(1) + (id.startsWith("A") ? "B" : "A");
            assertThat(store.staging().listParts(key, unknown)).isEmpty();
            assertThat(store.staging().complete(key, unknown, List.of(new StagedPart(1, "\"e\"", digest(1), 1))))
                    .isEqualTo(Completion.NO_SUCH_UPLOAD);
            assertThatCode(() -> store.staging().abortMultipart(key, unknown)).doesNotThrowAnyException();
        }

        @Test
        void that_was_aborted_is_none_and_takes_no_part() throws Exception {
            putPart(3);
            store.staging().abortMultipart(key, id);
            store.staging().abortMultipart(key, id);
            assertThat(store.staging().listParts(key, id)).isEmpty();
            assertThat(store.put(sign(3, part(3)), part(3)).statusCode()).isEqualTo(404);
            assertThat(store.staging().head(key)).isEmpty();
        }

        @Test
        void of_more_than_a_page_of_parts_is_listed_whole() throws Exception {
            byte[] one = {7};
            store.putMany(
                    IntStream.rangeClosed(1, 1003).mapToObj(n -> sign(n, one)).toList(), one);
            assertThat(held())
                    .extracting(StagedPart::n)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 1003).boxed().toList());
        }

        private void putAll() throws Exception {
            for (int n = 1; n <= 3; n++) {
                putPart(n);
            }
        }

        private void putPart(int n) throws Exception {
            assertThat(store.put(sign(n, part(n)), part(n)).statusCode()).isEqualTo(200);
        }

        private SignedPut sign(int n, byte[] content) {
            return store.signPut().part(key, id, new RecordedPart(n, Sha256.digestOf(content), content.length), LIFE);
        }

        private List<StagedPart> held() {
            return store.staging().listParts(key, id).orElseThrow();
        }

        private Completion complete(List<StagedPart> of) {
            return store.staging().complete(key, id, of);
        }

        private ContentId contentId() {
            return ContentId.ofParts(List.of(digest(1), digest(2), digest(3)));
        }

        private byte[] part(int n) {
            return parts.get(n - 1);
        }

        private Sha256 digest(int n) {
            return Sha256.digestOf(part(n));
        }
    }

    @Nested
    class Looking_at_an_object {
        @Test
        void that_is_absent_finds_none() {
            assertThat(store.staging().head(UUID.randomUUID())).isEmpty();
            assertThat(store.longTerm().head(UUID.randomUUID())).isEmpty();
        }

        @Test
        void in_a_bucket_that_is_absent_is_a_failure() throws Exception {
            try (var elsewhere = store.adaptersOf("no-such-bucket-of-ours")) {
                assertThatThrownBy(() -> elsewhere.stagingStore().head(UUID.randomUUID()))
                        .isInstanceOf(StoreFailed.class);
            }
        }
    }

    @Nested
    class A_transfer {
        private final UUID source = UUID.randomUUID();
        private final UUID target = UUID.randomUUID();
        private final byte[] whole = Content.bytes(1 << 20, 5);

        @Test
        void of_a_single_put_keeps_its_checksum() throws Exception {
            stage(source, whole);
            assertThat(store.longTerm().copyWhole(source, etagOf(source), target))
                    .isTrue();
            StagedObject copy = store.longTerm().head(target).orElseThrow();
            assertThat(copy.attested()).contains(new ContentId(Sha256.digestOf(whole), 1));
            assertThat(copy.size()).isEqualTo(whole.length);
            assertThat(store.longTerm().copyWhole(source, etagOf(source), target))
                    .as("again")
                    .isTrue();
        }

        @Test
        void of_nothing_at_all_keeps_its_checksum() throws Exception {
            stage(source, new byte[0]);
            assertThat(store.longTerm().copyWhole(source, etagOf(source), target))
                    .isTrue();
            assertThat(store.longTerm().head(target).orElseThrow().attested())
                    .contains(new ContentId(Sha256.digestOf(new byte[0]), 1));
        }

        @Test
        void of_a_source_that_changed_or_is_gone_copies_nothing() throws Exception {
            stage(source, whole);
            assertThat(store.longTerm().copyWhole(source, "\"0123456789abcdef0123456789abcdef\"", target))
                    .isFalse();
            assertThat(store.longTerm().copyWhole(UUID.randomUUID(), etagOf(source), target))
                    .isFalse();
            assertThat(store.longTerm().head(target)).isEmpty();
        }

        @Test
        void part_by_part_keeps_the_composite_checksum() throws Exception {
            List<Sha256> digests = stageThreeParts(source);
            String id = store.longTerm().createMultipart(target);
            var copied = new ArrayList<CopiedPart>();
            for (int n = 1; n <= 3; n++) {
                copied.add(copy(id, n).orElseThrow());
            }
            assertThat(copied).extracting(CopiedPart::sha256).containsExactlyElementsOf(digests);
            assertThat(store.longTerm().listParts(target, id).orElseThrow()).isEqualTo(copied);
            assertThat(store.longTerm().complete(target, id, copied)).isTrue();
            StagedObject object = store.longTerm().head(target).orElseThrow();
            assertThat(object.attested()).contains(ContentId.ofParts(digests));
            assertThat(object.attested())
                    .isEqualTo(store.staging().head(source).orElseThrow().attested());
            assertThat(object.size()).isEqualTo(2L * LEAST_PART + 3);
            assertThat(store.longTerm().listParts(target, id)).isEmpty();
        }

        @Test
        void in_one_copy_loses_the_composite_checksum() throws Exception {
            stageThreeParts(source);
            assertThat(store.longTerm().copyWhole(source, etagOf(source), target))
                    .isTrue();
            Sha256 ofAllBytes = Content.digestOfThreeParts(LEAST_PART);
            assertThat(store.longTerm().head(target).orElseThrow().attested()).contains(new ContentId(ofAllBytes, 1));
        }

        @Test
        void repeats_a_part_without_harm_and_goes_on_where_it_was() throws Exception {
            List<Sha256> digests = stageThreeParts(source);
            String id = store.longTerm().createMultipart(target);
            copy(id, 2);
            copy(id, 2);
            assertThat(store.longTerm().listParts(target, id).orElseThrow())
                    .singleElement()
                    .satisfies(p -> assertThat(p.sha256()).isEqualTo(digests.get(1)));
        }

        @Test
        void of_a_part_whose_source_changed_or_is_gone_or_whose_upload_is_gone_copies_nothing() throws Exception {
            stageThreeParts(source);
            String id = store.longTerm().createMultipart(target);
            assertThat(store.longTerm()
                            .copyPart(source, "\"0123456789abcdef0123456789abcdef\"", target, id, 1, 0, LEAST_PART))
                    .isEmpty();
            assertThat(store.longTerm().copyPart(UUID.randomUUID(), etagOf(source), target, id, 1, 0, LEAST_PART))
                    .isEmpty();
            assertThat(store.longTerm().listParts(target, id).orElseThrow()).isEmpty();
            store.longTerm().abortMultipart(target, id);
            assertThat(copy(id, 1)).isEmpty();
            assertThat(store.longTerm()
                            .complete(target, id, List.of(new CopiedPart(1, "\"e\"", Sha256.digestOf(whole), 1))))
                    .isFalse();
            assertThat(store.longTerm().head(target)).isEmpty();
        }

        private Optional<CopiedPart> copy(String id, int n) {
            long offset = (n - 1L) * LEAST_PART;
            return store.longTerm().copyPart(source, etagOf(source), target, id, n, offset, n == 3 ? 3 : LEAST_PART);
        }
    }

    @Nested
    class A_part_of_stored_content {
        private final UUID source = UUID.randomUUID();
        private final UUID target = UUID.randomUUID();
        private final String id = store.staging().createMultipart(target, TEXT);
        private final PartPlan plan = PartPlan.of(2 * PartPlan.SMALLEST_PART + 3);

        @ParameterizedTest
        @EnumSource(Place.class)
        void is_copied_into_an_upload_from_where_it_is(Place place) throws Exception {
            List<Sha256> digests = stageThreeParts(source, (int) PartPlan.SMALLEST_PART);
            if (place == Place.STORED) {
                moveToLongTerm();
            }
            Blob blob = store.blob(source, place, plan);
            String etag = store.copies().etag(blob).orElseThrow();

            assertThat(store.copies().copyPart(blob, etag, 2, target, id, 1)).contains(digests.get(1));
            assertThat(store.copies().copyPart(blob, etag, 1, target, id, 2)).contains(digests.get(0));
            assertThat(store.copies().copyPart(blob, etag, 3, target, id, 3)).contains(digests.get(2));

            List<StagedPart> held = store.staging().listParts(target, id).orElseThrow();
            assertThat(held)
                    .extracting(StagedPart::sha256)
                    .containsExactly(digests.get(1), digests.get(0), digests.get(2));
            assertThat(store.staging().complete(target, id, held)).isEqualTo(Completion.COMPLETED);
            assertThat(store.staging().head(target).orElseThrow().attested())
                    .contains(ContentId.ofParts(List.of(digests.get(1), digests.get(0), digests.get(2))));
        }

        @ParameterizedTest
        @ValueSource(ints = {1, LEAST_PART, 8 << 20})
        void may_be_content_of_one_part_of_any_size(int size) throws Exception {
            byte[] content = Content.bytes(size, 21);
            stage(source, content);
            Blob blob = store.blob(source, Place.STAGED, PartPlan.of(size));

            assertThat(store.copies().copyPart(blob, etagOf(source), 1, target, id, 5))
                    .contains(Sha256.digestOf(content));
            assertThat(store.staging().listParts(target, id).orElseThrow())
                    .singleElement()
                    .satisfies(part -> {
                        assertThat(part.n()).isEqualTo(5);
                        assertThat(part.size()).isEqualTo(size);
                        assertThat(part.sha256()).isEqualTo(Sha256.digestOf(content));
                    });
        }

        @Test
        void is_replaced_by_what_is_put_later() throws Exception {
            stageThreeParts(source, (int) PartPlan.SMALLEST_PART);
            Blob blob = store.blob(source, Place.STAGED, plan);
            store.copies().copyPart(blob, etagOf(source), 3, target, id, 1);
            byte[] other = Content.bytes(7, 22);
            var recorded = new RecordedPart(1, Sha256.digestOf(other), other.length);

            assertThat(store.put(store.signPut().part(target, id, recorded, LIFE), other)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(store.staging().listParts(target, id).orElseThrow())
                    .extracting(StagedPart::sha256)
                    .containsExactly(recorded.sha256());
        }

        @Test
        void of_a_source_that_changed_or_is_gone_or_into_an_upload_that_is_gone_is_none() throws Exception {
            stageThreeParts(source, (int) PartPlan.SMALLEST_PART);
            Blob blob = store.blob(source, Place.STAGED, plan);
            Blob gone = store.blob(UUID.randomUUID(), Place.STORED, plan);
            String etag = etagOf(source);

            assertThat(store.copies().etag(gone)).isEmpty();
            assertThat(store.copies().copyPart(gone, etag, 1, target, id, 1)).isEmpty();
            assertThat(store.copies().copyPart(blob, "\"0123456789abcdef0123456789abcdef\"", 1, target, id, 1))
                    .isEmpty();
            assertThat(store.staging().listParts(target, id).orElseThrow()).isEmpty();
            store.staging().abortMultipart(target, id);
            assertThat(store.copies().copyPart(blob, etag, 1, target, id, 1)).isEmpty();
        }

        private void moveToLongTerm() {
            UUID key = store.longTermKeyOf(source);
            String upload = store.longTerm().createMultipart(key);
            List<CopiedPart> copied = IntStream.rangeClosed(1, 3)
                    .mapToObj(n -> store.longTerm()
                            .copyPart(source, etagOf(source), key, upload, n, plan.offsetOf(n), plan.lengthOf(n))
                            .orElseThrow())
                    .toList();
            assertThat(store.longTerm().complete(key, upload, copied)).isTrue();
            store.clean().clean(source);
        }
    }

    @Nested
    class Cleaning_a_key {
        private final UUID key = UUID.randomUUID();

        @Test
        void removes_the_object_and_every_multipart_upload_under_it() throws Exception {
            String id = store.staging().createMultipart(key, TEXT);
            String other = store.staging().createMultipart(key, TEXT);
            byte[] part = Content.bytes(10, 1);
            store.put(
                    store.signPut().part(key, id, new RecordedPart(1, Sha256.digestOf(part), part.length), LIFE), part);
            stage(key, part);
            store.clean().clean(key);
            assertThat(store.staging().head(key)).isEmpty();
            assertThat(store.staging().listParts(key, id)).isEmpty();
            assertThat(store.staging().listParts(key, other)).isEmpty();
            assertThatCode(() -> store.clean().clean(key)).as("again").doesNotThrowAnyException();
        }

        @Test
        void leaves_every_other_key_alone() throws Exception {
            UUID neighbour = UUID.randomUUID();
            stage(neighbour, new byte[] {1});
            UUID growing = UUID.randomUUID();
            String id = store.staging().createMultipart(growing, TEXT);
            store.clean().clean(key);
            assertThat(store.staging().head(neighbour)).isPresent();
            assertThat(store.staging().listParts(growing, id)).isPresent();
        }
    }

    @Nested
    class A_presigned_download {
        private final byte[] bytes = Content.bytes(1000, 8);
        private final UUID key = UUID.randomUUID();
        private final EntryName name = new EntryName("报告 \"2026\" ; a.pdf");

        @Test
        void gives_the_bytes_as_an_attachment_under_the_exact_name() throws Exception {
            stage(key, bytes);
            HttpResponse<byte[]> answer = store.get(sign(Place.STAGED), Map.of());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(answer.headers().firstValue("content-disposition"))
                    .contains("attachment; filename=\"__ _2026_ ; a.pdf\";"
                            + " filename*=UTF-8''%E6%8A%A5%E5%91%8A%20%222026%22%20%3B%20a.pdf");
            assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
        }

        @Test
        void gives_a_range_where_a_download_stopped() throws Exception {
            stage(key, bytes);
            HttpResponse<byte[]> answer = store.get(sign(Place.STAGED), Map.of("range", "bytes=990-"));
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 990, 1000));
        }

        @Test
        void comes_from_long_term_storage_once_it_is_there() throws Exception {
            stage(key, bytes);
            UUID stored = store.longTermKeyOf(key);
            store.longTerm().copyWhole(key, etagOf(key), stored);
            store.clean().clean(key);
            assertThat(store.get(sign(Place.STORED), Map.of()).body()).isEqualTo(bytes);
            assertThat(store.get(sign(Place.STAGED), Map.of()).statusCode()).isIn(403, 404);
        }

        @Test
        void with_another_name_or_type_is_refused() throws Exception {
            stage(key, bytes);
            String url = sign(Place.STAGED).toString();
            assertThat(url).contains("application%2Foctet-stream");
            for (String altered : List.of(
                    url.replace("application%2Foctet-stream", "text%2Fhtml"), url.replace("attachment", "inline"))) {
                assertThat(store.get(URI.create(altered), Map.of()).statusCode())
                        .isEqualTo(403);
            }
        }

        private URI sign(Place place) {
            return store.signGet()
                    .sign(store.blob(key, place), name, "application/pdf", LIFE)
                    .url();
        }
    }

    private static void stage(UUID key, byte[] content) throws Exception {
        SignedPut signed = store.signPut().whole(key, Sha256.digestOf(content), content.length, TEXT, LIFE);
        assertThat(store.put(signed, content).statusCode()).isEqualTo(200);
    }

    private static String etagOf(UUID key) {
        return store.staging().head(key).orElseThrow().etag();
    }

    /** Stages 10 MiB + 3 bytes in three parts; returns their digests. */
    private static List<Sha256> stageThreeParts(UUID key) throws Exception {
        return stageThreeParts(key, LEAST_PART);
    }

    private static List<Sha256> stageThreeParts(UUID key, int partSize) throws Exception {
        String id = store.staging().createMultipart(key, TEXT);
        var digests = new ArrayList<Sha256>();
        for (int n = 1; n <= 3; n++) {
            byte[] part = Content.partOfThree(n, partSize);
            digests.add(Sha256.digestOf(part));
            var recorded = new RecordedPart(n, digests.getLast(), part.length);
            assertThat(store.put(store.signPut().part(key, id, recorded, LIFE), part)
                            .statusCode())
                    .isEqualTo(200);
        }
        List<StagedPart> held = store.staging().listParts(key, id).orElseThrow();
        assertThat(store.staging().complete(key, id, held)).isEqualTo(Completion.COMPLETED);
        return digests;
    }
}
