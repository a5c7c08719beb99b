package io.cloudstore.client.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int PARTS = 1_000;

    private final AtomicLong clock = new AtomicLong();
    private final Batches batches = new Batches(600, clock::get);
    private final List<Integer> sizes = new ArrayList<>();

    @Test
    void a_slow_source_costs_few_calls_where_the_store_is_fast() {
        double seconds = run(10, 1_000);
        assertThat(sizes).hasSizeLessThanOrEqualTo(6);
        assertThat(seconds).isLessThan(1.07 * PARTS / 10);
    }

    @Test
    void a_store_that_is_hardly_faster_than_the_source_is_kept_busy() {
        double seconds = run(10, 12);
        assertThat(seconds).isLessThan(1.09 * PARTS / 10);
    }

    @Test
    void a_slow_store_has_the_largest_batches() {
        run(1_000, 10);
        assertThat(sizes).containsExactly(8, 64, 500, 428);
    }

    /** Seconds until all parts are sent, with so many hashed and sent in a second. */
    private double run(int hashed, int sent) {
        double hashedParts = 0;
        double ready = 0;
        int signed = 0;
        double done = 0;
        while (done < PARTS) {
            clock.addAndGet(TICK);
            hashedParts = Math.min(PARTS, Math.min(hashedParts + hashed / 100.0, done + 600));
            double now = Math.min(ready, sent / 100.0);
            ready -= now;
            done = Math.round((done + now) * 1e6) / 1e6;
            int batch = batches.next((int) hashedParts - signed, hashedParts >= PARTS, (int) Math.ceil(ready));
            if (batch > 0) {
                batches.taken(batch);
                sizes.add(batch);
                signed += batch;
                ready += batch;
            }
        }
        return clock.get() / 1e9;
    }
}
