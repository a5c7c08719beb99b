package io.cloudstore.functions.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.work.StoreFailed;
import io.cloudstore.functions.s3.S3.Identity;
import io.cloudstore.functions.s3.ScriptedStore.Answer;
import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.ByteRange;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of stored content, and what a store that answers something else comes to. */
class StoredRangesTest {
    private static final UUID STAGING = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
    private static final UUID LONG_TERM = UUID.fromString("fedcba98-7654-3210-fedc-ba9876543210");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final List<ByteRange> ONE = List.of(new ByteRange(10, 4));

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

    private static Blob blob(Place place) {
        return new Blob(
                new BlobId(new UUID(0, 1)),
                Domain.INSTALLATION,
                PartPlan.of(100),
                ContentId.ofParts(List.of(Sha256.digestOf(new byte[0]))),
                place,
                Life.LIVE,
                STAGING,
                Instant.EPOCH,
                LONG_TERM,
                Optional.empty());
    }

    private static Answer part(String range, String body) {
        return new Answer(206, Map.of("Content-Range", range), body);
    }

    private Optional<List<byte[]>> read(List<ByteRange> ranges) {
        return s3.readRanges().read(blob(Place.STORED), ranges, LONG);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void a_range_is_read_from_the_bucket_that_the_place_names(Place place) {
        store.answers(part("bytes 10-13/100", "abcd"));
        assertThat(s3.readRanges().read(blob(place), ONE, LONG).orElseThrow()).containsExactly("abcd".getBytes(UTF_8));
        assertThat(store.asked())
                .containsExactly(
                        place == Place.STORED
                                ? "GET /long-term-bucket/blob/fedcba9876543210fedcba9876543210"
                                : "GET /staging-bucket/staging/0123456789abcdef0123456789abcdef");
        assertThat(store.lastHeader("Range")).isEqualTo("bytes=10-13");
    }

    @Test
    void all_ranges_come_in_their_order() {
        store.answers(part("bytes 10-13/100", "abcd"));
        List<ByteRange> twenty =
                IntStream.range(0, 20).mapToObj(i -> new ByteRange(10, 4)).toList();
        assertThat(read(twenty).orElseThrow()).hasSize(20).allMatch(bytes -> new String(bytes, UTF_8).equals("abcd"));
        assertThat(store.asked()).hasSize(20);
    }

    @Test
    void of_nothing_there_is_nothing_to_ask_for() {
        assertThat(read(List.of(new ByteRange(0, 0))).orElseThrow()).containsExactly(new byte[0]);
        assertThat(store.asked()).isEmpty();
    }

    @Test
    void an_object_that_is_not_there_is_none() {
        store.answers(Answer.error(404, "NoSuchKey"));
        assertThat(read(ONE)).isEmpty();
    }

    /** 200 with the whole object is what a store answers that knows no ranges. */
    @ParameterizedTest
    @ValueSource(strings = {"bytes 0-3/100", "bytes 10-14/100", "bytes 10-1/100", "", "nonsense"})
    void another_range_than_was_asked_for_is_a_failure(String range) {
        store.answers(part(range, "abcd"));
        assertThatThrownBy(() -> read(ONE)).isInstanceOf(StoreFailed.class);
        store.answers(Answer.of(200, "x".repeat(100)));
        assertThatThrownBy(() -> read(ONE)).isInstanceOf(StoreFailed.class);
    }

    @Test
    void of_a_store_that_sends_more_no_more_is_taken() {
        store.answers(part("bytes 10-13/100", "abcd" + "e".repeat(1 << 20)));
        assertThat(read(ONE).orElseThrow()).containsExactly("abcd".getBytes(UTF_8));
    }

    @Test
    void too_few_bytes_are_a_failure() {
        store.answers(part("bytes 10-13/100", "abc"));
        assertThatThrownBy(() -> read(ONE)).isInstanceOf(StoreFailed.class);
    }

    @ParameterizedTest
    @CsvSource({"403,AccessDenied", "404,NoSuchBucket", "416,InvalidRange", "503,SlowDown", "500,InternalError"})
    void every_other_refusal_is_a_failure(int status, String code) {
        store.answers(Answer.error(status, code));
        assertThatThrownBy(() -> read(ONE)).isInstanceOf(StoreFailed.class);
    }

    @Test
    void one_range_that_fails_is_a_failure_of_all() {
        store.answers(
                part("bytes 10-13/100", "abcd"), part("bytes 10-13/100", "abcd"), Answer.error(403, "AccessDenied"));
        assertThatThrownBy(() -> read(List.of(ONE.getFirst(), ONE.getFirst(), ONE.getFirst())))
                .isInstanceOf(StoreFailed.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 0, 1, 200})
    void a_store_that_does_not_answer_is_given_up_in_time(int milliseconds) throws Exception {
        try (var hole = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var silent = adapters(hole)) {
            long begin = System.nanoTime();
            assertThatThrownBy(() -> silent.readRanges().read(blob(Place.STORED), ONE, Duration.ofMillis(milliseconds)))
                    .isInstanceOf(StoreFailed.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(3500));
        }
    }

    private static S3 adapters(ServerSocket hole) {
        return new S3(
                new S3.Settings(
                        "eu-central-1",
                        Optional.of(URI.create("http://127.0.0.1:" + hole.getLocalPort())),
                        Optional.empty(),
                        "staging-bucket",
                        "long-term-bucket",
                        new Identity.Keys(() -> "WORK:secret"),
                        new Identity.Environment(),
                        new Identity.Environment(),
                        Duration.ofMinutes(2)),
                Clock.systemUTC());
    }
}
