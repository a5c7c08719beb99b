package io.cloudstore.core.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.CheckObjects;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How much a walk over a bucket deletes: no more than one of a hundred, seen from the round's beginning, and some at a time. */
class SweepStopsTest extends Story {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);
    private static final UUID LAST = new UUID(-1, -1);

    /** Two of the first hundred are too many; later on the three would be one of a hundred. */
    @Test
    void a_round_that_was_stopped_stays_so_to_its_end_and_rings_once() {
        Server strict = strictOver(298);
        List.of(FIRST, SECOND, LAST).forEach(this::orphan);
        cloud.clock.pass(WEEK.plusDays(1));
        strict.live(Duration.ofMinutes(20));
        assertThat(cloud.longTerm.keys()).contains(FIRST, SECOND, LAST);
        assertThat(cloud.alarms.rang()).containsOnlyOnce("sweep-stopped");
        assertThat(job(JobKind.CHECK_OBJECTS, CheckObjects.LONG_TERM.subject()).dueAt())
                .as("a rest comes after the round")
                .isAfter(cloud.clock.instant().plus(Duration.ofHours(23)));
    }

    /** Two of the second hundred are no more than one of a hundred of both. */
    @Test
    void what_was_listed_before_counts() {
        Server strict = strictOver(198);
        UUID known = cloud.longTerm.keys().stream()
                .sorted(Comparator.comparing(UUID::toString))
                .toList()
                .get(150);
        UUID one = new UUID(known.getMostSignificantBits(), known.getLeastSignificantBits() ^ 1);
        UUID two = new UUID(known.getMostSignificantBits(), known.getLeastSignificantBits() ^ 2);
        orphan(one);
        orphan(two);
        cloud.clock.pass(WEEK.plusDays(1));
        strict.live(Duration.ofMinutes(20));
        assertThat(cloud.longTerm.keys()).hasSize(198).doesNotContain(one, two);
        assertThat(cloud.alarms.rang()).doesNotContain("sweep-stopped");
    }

    /** Also of the objects when it comes to multipart uploads, of which two of one key are one thing to clean. */
    @Test
    void objects_that_were_listed_before_multipart_uploads_count() {
        strictOver(100);
        cloud.longTerm.begin(FIRST);
        cloud.longTerm.begin(FIRST);
        cloud.clock.pass(WEEK.plusDays(1));
        AtomicInteger cleaned = new AtomicInteger();
        cloud.server(new Interceptor() {
                    @Override
                    protected Object around(String site, List<Object> arguments, Callable<Object> real)
                            throws Exception {
                        if (site.equals("WalkBucket.clean")) {
                            cleaned.incrementAndGet();
                        }
                        return real.call();
                    }
                })
                .live(Duration.ofMinutes(20));
        assertThat(cloud.longTerm.multipartKeys()).isEmpty();
        assertThat(cleaned).hasValue(1);
        assertThat(cloud.alarms.rang()).doesNotContain("sweep-stopped");
    }

    @Test
    void a_step_deletes_no_more_than_some() {
        cloud.tolerate(100);
        for (int i = 1; i <= 5; i++) {
            orphan(new UUID(0, i));
        }
        cloud.clock.pass(WEEK.plusDays(1));
        step(cloud.server());
        assertThat(cloud.longTerm.keys()).hasSize(3);
    }

    /** What the time doesn't reach has its turn in the next round. */
    @Test
    void nor_does_it_delete_for_longer_than_half_a_lease() {
        List.of(FIRST, SECOND).forEach(this::orphan);
        cloud.clock.pass(WEEK.plusDays(1));
        Runnable slowly = () -> cloud.clock.pass(Cloud.LEASE.dividedBy(2));
        step(cloud.server(Interceptor.once("WalkBucket.clean", true, slowly)));
        assertThat(cloud.longTerm.keys()).containsExactly(SECOND);
        server.live(Duration.ofDays(1).plusMinutes(10));
        assertThat(cloud.longTerm.keys()).isEmpty();
    }

    @Test
    void a_step_that_may_delete_nothing_comes_again() {
        orphan(FIRST);
        cloud.clock.pass(WEEK.plusDays(1));
        Server failing = cloud.server(Interceptor.storeFailsFor(FIRST));
        assertThatThrownBy(() -> step(failing)).isInstanceOf(StoreFailed.class);
        assertThat(job(JobKind.CHECK_OBJECTS, CheckObjects.LONG_TERM.subject()).attempts())
                .isOne();
    }

    @Test
    void a_step_that_the_store_fails_comes_again() {
        Server failing = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.equals("WalkBucket.objects")) {
                    throw new StoreFailed(site, new IllegalStateException("503 Slow Down"));
                }
                return real.call();
            }
        });
        assertThatThrownBy(() -> step(failing)).isInstanceOf(StoreFailed.class);
        assertThat(job(JobKind.CHECK_OBJECTS, CheckObjects.LONG_TERM.subject()).attempts())
                .isOne();
    }

    /** A process that finds one of a hundred too many, and so many files that are stored. */
    private Server strictOver(int files) {
        cloud.tolerate(1);
        for (int i = 0; i < files; i++) {
            ann.upload("f" + i, Bytes.of(100 + i, 10));
        }
        server.drain();
        return cloud.server();
    }

    private void orphan(UUID key) {
        cloud.longTerm.overwrite(key, SMALL, Optional.of(SMALL.contentId()));
    }

    /** One step in the long-term bucket. */
    private void step(Server process) {
        process.tick.tick();
        cloud.queue.lose();
        process.handle(new Queue.Due(CheckObjects.LONG_TERM));
    }
}
