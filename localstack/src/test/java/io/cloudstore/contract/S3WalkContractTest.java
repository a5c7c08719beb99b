package io.cloudstore.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.sweep.DigestRange;
import io.cloudstore.core.sweep.WalkBucket;
import io.cloudstore.core.sweep.WalkBucket.Found;
import io.cloudstore.core.sweep.WalkBucket.Page;
import io.cloudstore.functions.s3.S3;
import io.cloudstore.protocol.content.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;

/** What the sweep asks of buckets as it goes through them, of a real engine. */
class S3WalkContractTest {
    private static final int PAGE = 2;

    private static StoreUnderTest store;
    private static S3 adapters;

    @BeforeAll
    static void start() throws Exception {
        store = StoreUnderTest.start();
        adapters = store.adaptersOf(store.stagingBucket());
    }

    @AfterAll
    static void stop() {
        adapters.close();
        store.close();
    }

    private static void stage(UUID key, byte[] content) throws Exception {
        var signed = store.signPut()
                .whole(key, Sha256.digestOf(content), content.length, "text/plain", Duration.ofMinutes(5));
        assertThat(store.put(signed, content).statusCode()).isEqualTo(200);
    }

    private static UUID stored(byte[] content) throws Exception {
        UUID staged = UUID.randomUUID();
        UUID key = UUID.randomUUID();
        stage(staged, content);
        String etag = store.staging().head(staged).orElseThrow().etag();
        assertThat(store.longTerm().copyWhole(staged, etag, key)).isTrue();
        return key;
    }

    private static List<Found> all(BiFunction<String, Integer, Page> pages) {
        List<Found> all = new ArrayList<>();
        String after = "";
        do {
            Page page = pages.apply(after, PAGE);
            assertThat(page.found()).hasSizeLessThanOrEqualTo(PAGE);
            all.addAll(page.found());
            after = page.next();
        } while (!after.isEmpty());
        return all;
    }

    private static List<UUID> keys(List<Found> all) {
        return all.stream().flatMap(found -> found.key().stream()).toList();
    }

    @Test
    void objects_of_both_buckets_are_listed_page_after_page_with_their_keys_and_times() throws Exception {
        WalkBucket staging = adapters.walkStaging();
        List<UUID> staged = new ArrayList<>();
        for (int i = 0; i < 2 * PAGE + 1; i++) {
            UUID key = UUID.randomUUID();
            stage(key, new byte[i]);
            staged.add(key);
        }
        UUID stored = stored(new byte[] {1, 2});
        List<Found> found = all(staging::objects);
        assertThat(keys(found)).containsAll(staged).doesNotContain(stored).doesNotHaveDuplicates();
        assertThat(found)
                .allMatch(each ->
                        Duration.between(each.since(), Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0);
        assertThat(keys(all(adapters.walkLongTerm()::objects))).contains(stored).doesNotContainAnyElementsOf(staged);
        staging.clean(staged.getFirst());
        assertThat(keys(all(staging::objects))).doesNotContain(staged.getFirst());
    }

    @Test
    void multipart_uploads_are_too_also_several_of_one_key() throws Exception {
        UUID often = UUID.randomUUID();
        UUID once = UUID.randomUUID();
        UUID longTerm = UUID.randomUUID();
        for (int i = 0; i < PAGE + 1; i++) {
            store.staging().createMultipart(often, "text/plain");
        }
        store.staging().createMultipart(once, "text/plain");
        store.longTerm().createMultipart(longTerm);
        List<UUID> found = keys(all(adapters.walkStaging()::multiparts));
        assertThat(found.stream().filter(often::equals)).hasSize(PAGE + 1);
        assertThat(found).contains(once).doesNotContain(longTerm);
        assertThat(keys(all(adapters.walkLongTerm()::multiparts))).contains(longTerm);
        adapters.walkLongTerm().clean(longTerm);
        adapters.walkStaging().clean(often);
        assertThat(keys(all(adapters.walkLongTerm()::multiparts))).doesNotContain(longTerm);
        assertThat(keys(all(adapters.walkStaging()::multiparts))).doesNotContain(often);
    }

    /** Control characters, of which XML has no words for most, and what a decoder could take for something else. */
    @Test
    void names_that_are_none_of_ours_hold_up_no_walk_whatever_is_in_them() throws Exception {
        List<String> names = List.of("a\u0001b", "a\u0001b \u001f", "b c+d%20e", "b/\ttab\r\n", "ü&<>\"'");
        UUID ours = UUID.randomUUID();
        stage(ours, new byte[] {1});
        store.staging().createMultipart(ours, "text/plain");
        try (S3Client owner = store.owner()) {
            for (String name : names) {
                owner.putObject(p -> p.bucket(store.stagingBucket()).key(name), RequestBody.fromString("x"));
                begin(owner, name);
            }
            WalkBucket staging = adapters.walkStaging();
            for (List<Found> found : List.of(all(staging::objects), all(staging::multiparts))) {
                assertThat(keys(found)).contains(ours);
                assertThat(found.stream().filter(each -> each.key().isEmpty())).hasSize(names.size());
            }
            for (String name : names) {
                owner.deleteObject(d -> d.bucket(store.stagingBucket()).key(name));
                owner
                        .listMultipartUploads(
                                l -> l.bucket(store.stagingBucket()).encodingType(EncodingType.URL))
                        .uploads()
                        .stream()
                        .filter(upload -> upload.key().equals(name))
                        .forEach(upload -> owner.abortMultipartUpload(
                                a -> a.bucket(store.stagingBucket()).key(name).uploadId(upload.uploadId())));
            }
        }
    }

    /** It begins even where the client can't read the answer, which repeats the name. */
    private static void begin(S3Client owner, String name) {
        try {
            owner.createMultipartUpload(c -> c.bucket(store.stagingBucket()).key(name));
        } catch (SdkClientException unreadable) {
            assertThat(name).containsPattern("[\\x00-\\x08]");
        }
    }

    @Test
    void bytes_are_read_again_range_by_range() throws Exception {
        byte[] content = Content.bytes(1 << 20, 7);
        UUID key = stored(content);
        DigestRange reader = adapters.digestRange();
        assertThat(reader.digest(key, 0, content.length)).contains(Sha256.digestOf(content));
        assertThat(reader.digest(key, 100_000, 300_000))
                .contains(Sha256.digestOf(Arrays.copyOfRange(content, 100_000, 400_000)));
        assertThat(reader.digest(key, content.length - 1L, 1))
                .contains(Sha256.digestOf(Arrays.copyOfRange(content, content.length - 1, content.length)));
    }

    @Test
    void of_nothing_the_digest_is_that_of_nothing_and_of_what_is_not_there_there_is_none() throws Exception {
        UUID empty = stored(new byte[0]);
        DigestRange reader = adapters.digestRange();
        assertThat(reader.digest(empty, 0, 0)).contains(Sha256.digestOf(new byte[0]));
        assertThat(reader.digest(empty, 5, 5)).isEmpty();
        assertThat(reader.digest(UUID.randomUUID(), 0, 5)).isEmpty();
    }
}
