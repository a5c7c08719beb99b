package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {
    private static final int TICKS_A_SECOND = 100;
    private static final long TICK = TimeUnit.SECONDS.toNanos(1) / TICKS_A_SECOND;
    /** A call for URLs takes 50 ms. */
    private static final int CALL = 5;

    private final AtomicLong clock = new AtomicLong();
    private final List<Integer> sizes = new ArrayList<>();
    private boolean processorsBusy;

    @Test
    void a_slow_source_costs_few_calls_where_the_store_is_fast() {
        assertThat(run(10, 1_000, 6, 1_000)).isLessThan(1.09 * 100);
        assertThat(sizes).hasSizeLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 4, 6, 300",
        "3, 4, 6, 1000",
        "10, 12, 6, 1000",
        "10, 12, 64, 1000",
        "20, 22, 32, 1000",
        "5, 6, 6, 130"
    })
    void a_store_that_is_hardly_faster_than_the_source_is_kept_busy(
            double hashed, double sent, int connections, int parts) {
        assertThat(run(hashed, sent, connections, parts)).isLessThan(1.1 * parts / hashed);
    }

    /** A twelfth of the time is the most that is lost for it: about a dozen batches are the most. */
    @ParameterizedTest
    @CsvSource({"10, 12, 12", "20, 22, 13", "50, 100, 8", "60, 300, 5", "100, 1000, 5"})
    void calls_stay_few_however_fast_the_store_is(double hashed, double sent, int calls) {
        assertThat(run(hashed, sent, 6, 1_000)).isLessThan(1.09 * 1_000 / hashed);
        assertThat(sizes).hasSizeLessThanOrEqualTo(calls);
    }

    /** Hashing is quicker meanwhile, which the figures for hashing leave out. */
    @ParameterizedTest
    @CsvSource({"10, 12", "20, 22", "50, 100", "100, 120", "150, 250"})
    void where_the_processors_are_busy_senders_wait_for_more(double hashed, double sent) {
        processorsBusy = true;
        run(hashed, sent, 6, 1_000);
        assertThat(sizes).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void a_slow_store_has_the_largest_batches() {
        run(1_000, 10, 6, 1_000);
        assertThat(sizes).containsExactly(8, 64, 500, 428);
    }

    /** Copied parts say nothing of how fast parts are sent. */
    @Test
    void a_batch_of_which_nothing_was_sent_keeps_no_sender_waiting() {
        var batches = new Batches(100, 600, clock::get, () -> false);
        clock.addAndGet(TimeUnit.MINUTES.toNanos(1));
        batches.taken();
        assertThat(batches.next(3, 50, 0, 0)).isZero();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(batches.next(3, 50, 0, 0)).isEqualTo(3);
    }

    /** Seconds until all parts are sent, with so many hashed in a second, and sent over all connections together. */
    private double run(double hashed, double sent, int connections, int parts) {
        var batches = new Batches(parts, 600, clock::get, () -> processorsBusy);
        Deque<Double> underWay = new ArrayDeque<>(); // what is left of each, the oldest first
        double known = 0;
        int signed = 0;
        int ready = 0;
        int done = 0;
        int called = 0;
        while (done < parts) {
            clock.addAndGet(TICK);
            known = Math.min(parts, Math.min(known + hashed / TICKS_A_SECOND, done + 600));
            for (; ready > 0 && underWay.size() < connections; ready--) {
                underWay.addLast(1.0);
            }
            double share = sent / TICKS_A_SECOND / Math.max(1, underWay.size());
            underWay =
                    new ArrayDeque<>(underWay.stream().map(left -> left - share).toList());
            for (; !underWay.isEmpty() && underWay.getFirst() < 1e-9; done++) {
                underWay.removeFirst();
            }
            if (called > 0) {
                called--;
                ready = called == 0 ? signed - done - underWay.size() : ready;
                continue;
            }
            int batch = batches.next((int) known - signed, (int) known, ready, underWay.size());
            if (batch > 0) {
                batches.taken();
                batches.signed(batch);
                sizes.add(batch);
                signed += batch;
                called = CALL;
            }
        }
        return clock.get() / 1e9;
    }
}
