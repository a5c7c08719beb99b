package io.cloudstore.core.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bucket;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.CheckObjects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lies in the buckets and no row knows. */
class OrphanTest extends Story {
    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void an_old_object_that_no_row_knows_goes_from_both_buckets_and_a_young_one_stays() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        orphan(cloud.staging);
        orphan(cloud.longTerm);
        cloud.clock.pass(WEEK.minusMinutes(10));
        UUID young = orphan(cloud.longTerm);
        UUID youngStaged = orphan(cloud.staging);

        server.live(Duration.ofMinutes(6));
        assertThat(cloud.alarms.rang()).contains("objects-unknown");
        assertThat(cloud.longTerm.keys()).hasSize(3);
        server.live(Duration.ofDays(1).plusMinutes(30));

        assertThat(cloud.staging.keys()).containsExactly(youngStaged);
        assertThat(cloud.longTerm.keys()).hasSize(2).contains(young);
        assertThat(ann.download(file)).contains(LARGE);
        cloud.settle(server, invariants);
        assertThat(cloud.longTerm.keys()).hasSize(1);
    }

    @Test
    void so_does_an_old_multipart_upload_and_one_that_a_row_knows_stays() {
        var open = ann.open("a", LARGE);
        ann.send(open.id(), LARGE);
        UUID unknown = cloud.draw.key();
        cloud.longTerm.begin(unknown);
        cloud.staging.begin(unknown);
        cloud.clock.pass(Duration.ofDays(6));
        ann.sign(open.id(), LARGE, 1);
        cloud.clock.pass(Duration.ofDays(2));

        server.live(Duration.ofMinutes(20));

        assertThat(cloud.longTerm.multipartKeys()).isEmpty();
        assertThat(cloud.staging.multipartKeys()).hasSize(1).doesNotContain(unknown);
        assertThat(ann.complete(open.id(), LARGE)).isPresent();
        cloud.settle(server, invariants);
    }

    @Test
    void one_that_can_not_be_deleted_holds_up_no_other() {
        List<UUID> orphans = Stream.generate(() -> orphan(cloud.longTerm))
                .limit(3)
                .sorted(Comparator.comparing(UUID::toString))
                .toList();
        cloud.clock.pass(WEEK.plusDays(1));
        cloud.server(Interceptor.storeFailsFor(orphans.getFirst())).live(Duration.ofMinutes(20));
        assertThat(cloud.longTerm.keys()).containsExactly(orphans.getFirst());
    }

    /** Whatever somebody else put there, it is told and left alone. */
    @Test
    void what_has_no_name_of_ours_stays() {
        cloud.longTerm.putStranger("backup of ours");
        cloud.clock.pass(Duration.ofDays(30));
        server.live(Duration.ofMinutes(10));
        assertThat(cloud.alarms.rang()).contains("objects-unknown");
        assertThat(cloud.longTerm.strangers()).hasSize(1);
    }

    /** As after the database was restored from a backup: the objects are good, the rows are old. */
    @Test
    void when_much_is_unknown_nothing_is_deleted_and_somebody_is_asked() {
        cloud.tolerate(1);
        Server strict = cloud.server();
        List<UUID> orphans = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            orphans.add(orphan(cloud.longTerm));
        }
        for (int i = 0; i < 250; i++) {
            ann.upload("f" + i, Bytes.of(100 + i, 10));
        }
        server.drain();
        cloud.clock.pass(WEEK.plusDays(1));

        strict.live(Duration.ofMinutes(30));

        assertThat(cloud.alarms.rang()).contains("sweep-stopped");
        assertThat(cloud.longTerm.keys()).containsAll(orphans);

        orphans.stream().skip(1).forEach(cloud.longTerm::lose);
        strict.live(Duration.ofDays(1).plusMinutes(30));
        assertThat(cloud.longTerm.keys()).hasSize(250).doesNotContainAnyElementsOf(orphans);
    }

    /** A merge takes the key from the upload while its page is being looked at. */
    @Test
    void content_that_moves_between_the_listing_and_the_question_stays() {
        var open = ann.open("a", LARGE);
        ann.send(open.id(), LARGE);
        cloud.clock.pass(Duration.ofDays(6));
        ann.sign(open.id(), LARGE, 1);
        cloud.clock.pass(Duration.ofDays(2));
        server.tick.tick();
        cloud.queue.lose();
        var merging = new Interceptor() {
            private boolean isDone;

            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                Object result = real.call();
                if (site.equals("WalkBucket.multiparts") && !isDone) {
                    isDone = true;
                    assertThat(ann.complete(open.id(), LARGE)).isPresent();
                }
                return result;
            }
        };
        Server walker = cloud.server(merging);
        for (int i = 0; i < 3 && !merging.isDone; i++) {
            walker.handle(new Queue.Due(CheckObjects.STAGING));
        }
        assertThat(merging.isDone).isTrue();
        cloud.settle(server, invariants);
        assertThat(ann.names()).containsExactly("a");
    }

    private UUID orphan(Bucket bucket) {
        UUID key = cloud.draw.key();
        bucket.overwrite(key, SMALL, Optional.of(SMALL.contentId()));
        return key;
    }
}
