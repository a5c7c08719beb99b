package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.protocol.content.ContentId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.wire.PartDigest;
import io.cloudstore.protocol.wire.SignedPart;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {
    private static final long MIB = 1 << 20;

    @Test
    void batches_grow_from_8_over_64_to_500() throws Exception {
        Board board = hashedBoard(2_000);
        int[] sizes = new int[4];
        for (int i = 0; i < sizes.length; i++) {
            List<PartDigest> batch = board.nextBatch();
            sizes[i] = batch.size();
            board.signed(batch.stream().map(BoardTest::url).toList());
            sendAll(board, batch.size());
        }
        assertThat(sizes).containsExactly(8, 64, 500, 500);
    }

    @Test
    void a_slow_hasher_does_not_keep_senders_waiting_for_a_full_batch() throws Exception {
        Board board = new Board(PartPlan.of(100 * 8 * MIB), 600);
        board.hashed(1, digest(1));
        assertThat(board.nextBatch()).extracting(PartDigest::n).containsExactly(1);
    }

    /** Several hash, and an upload is found again by its first part. */
    @Test
    @Timeout(20)
    void the_first_batch_waits_for_the_first_part() throws Exception {
        Board board = new Board(PartPlan.of(100 * 8 * MIB), 600);
        board.hashed(2, digest(2));
        CompletableFuture<List<PartDigest>> batch = CompletableFuture.supplyAsync(() -> {
            try {
                return board.nextBatch();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> batch.get(1500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        board.hashed(1, digest(1));
        assertThat(batch.get(5, TimeUnit.SECONDS)).extracting(PartDigest::n).containsExactly(1, 2);
    }

    @Test
    void hashing_stays_within_its_look_ahead_until_the_content_id_is_asked_for() throws Exception {
        Board board = new Board(PartPlan.of(100 * 8 * MIB), 3);
        for (int n = 1; n <= 3; n++) {
            assertThat(board.nextToHash()).isEqualTo(n);
            board.hashed(n, digest(n));
        }
        CompletableFuture<Void> room = CompletableFuture.runAsync(() -> {
            try {
                board.nextToHash();
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> room.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        board.sent(1);
        room.get(5, TimeUnit.SECONDS);
    }

    @Test
    void a_held_part_counts_only_with_the_same_digest() throws Exception {
        Board board = new Board(PartPlan.of(3 * 8 * MIB), 600);
        board.hashed(1, digest(1));
        board.hold(Map.of(1, digest(1), 2, digest(99), 3, digest(3)));
        assertThat(board.hashed(2, digest(2))).isFalse();
        assertThat(board.hashed(3, digest(3))).isTrue();
        assertThat(board.nextBatch()).extracting(PartDigest::n).containsExactly(2);
        assertThat(board.bytes(Means.HELD)).isEqualTo(2 * 8 * MIB);
    }

    @Test
    @Timeout(20)
    void a_refused_url_makes_all_older_ones_be_signed_again() throws Exception {
        Board board = hashedBoard(20);
        board.signed(board.nextBatch().stream().map(BoardTest::url).toList());
        board.signed(board.nextBatch().stream().map(BoardTest::url).toList());
        Ticket last = null;
        for (int i = 0; i < 9; i++) {
            last = board.take();
        }
        board.signAgain(last);
        // The other eleven tickets are of the same batch or older: a sender finds none of them good any more.
        CompletableFuture<Ticket> sender = CompletableFuture.supplyAsync(() -> {
            try {
                return board.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        Set<Integer> again = new HashSet<>();
        while (again.size() < 10 && !sender.isDone()) {
            board.nextBatch().forEach(part -> again.add(part.n()));
        }
        assertThat(again).contains(last.n()).hasSizeGreaterThanOrEqualTo(10);
        board.fail(new IOException("end"));
        sender.join();
    }

    @Test
    void a_failure_reaches_everybody() {
        Board board = new Board(PartPlan.of(3 * 8 * MIB), 600);
        board.fail(new IOException("first"));
        board.fail(new IOException("second"));
        assertThatThrownBy(board::nextBatch).hasMessage("first");
        assertThatThrownBy(board::nextToHash).hasMessage("first");
        assertThatThrownBy(board::awaitContentId).hasMessage("first");
        assertThat(CompletableFuture.supplyAsync(() -> {
                    try {
                        return board.take();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }))
                .succeedsWithin(java.time.Duration.ofSeconds(5))
                .isNull();
    }

    /** Whatever is signed again, sent again or reopened: each part is sent in the end, and none twice at a time. */
    @ParameterizedTest
    @ValueSource(longs = {20261124, 1, 2, 3, 4})
    void any_order_of_events_ends_with_every_part_sent(long seed) throws Exception {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(60);
        Board board = hashedBoard(count);
        Set<Integer> sent = new HashSet<>();
        for (List<PartDigest> batch = board.nextBatch(); !batch.isEmpty(); batch = board.nextBatch()) {
            board.signed(batch.stream().map(BoardTest::url).toList());
            int left = batch.size();
            while (left > 0) {
                Ticket ticket = board.take();
                switch (random.nextInt(4)) {
                    case 0 -> board.sendAgain(ticket);
                    case 1 -> {
                        board.reopen(List.of(ticket.n()));
                        left--;
                    }
                    default -> {
                        board.sent(ticket.n());
                        sent.add(ticket.n());
                        left--;
                    }
                }
            }
        }
        assertThat(sent).hasSize(count);
        assertThat(board.bytes(Means.SENT)).isEqualTo(count * 8 * MIB);
        assertThat(board.awaitContentId())
                .isEqualTo(ContentId.ofParts(IntStream.rangeClosed(1, count)
                        .mapToObj(BoardTest::digest)
                        .toList()));
    }

    private static Board hashedBoard(int parts) {
        Board board = new Board(PartPlan.of(parts * 8 * MIB), 600);
        IntStream.rangeClosed(1, parts).forEach(n -> board.hashed(n, digest(n)));
        return board;
    }

    private static void sendAll(Board board, int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            board.sent(board.take().n());
        }
    }

    private static Sha256 digest(int n) {
        return Sha256.digestOf(Integer.toString(n).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static SignedPart url(PartDigest part) {
        return new SignedPart(part.n(), "http://store/" + part.n(), Map.of(), Instant.EPOCH);
    }
}
