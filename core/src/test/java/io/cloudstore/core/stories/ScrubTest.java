package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.Scrub;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stored bytes rot while the store goes on saying of them what it always said. */
class ScrubTest extends Story {
    @Test
    void what_rotted_is_found_by_its_bytes_and_a_good_upload_heals_it() {
        FileId file = stored("a", LARGE);
        rot(blob());
        assertThat(ann.download(file)).isNotEqualTo(Optional.of(LARGE));

        scrubOnce();

        assertThat(cloud.alarms.rang()).contains("blob-quarantined");
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
        UploadId own = ann.open("own", LARGE).id();
        assertThat(ann.instant(own, LARGE)).isInstanceOf(InstantOutcome.Send.class);
        UploadId again = bob.open("again", LARGE).id();
        assertThat(bob.instant(again, LARGE)).isInstanceOf(InstantOutcome.Send.class);
        bob.send(again, LARGE);
        assertThat(bob.complete(again, LARGE)).isPresent();
        assertThat(ann.download(file)).contains(LARGE);
        cloud.settle(server, invariants);
        assertThat(blobs()).extracting(Blob::life).containsExactly(Life.LIVE);
    }

    /** One of many parts is enough, once chance comes to it; what is sound is left alone. */
    @Test
    void one_rotten_part_among_sound_ones_is_found_by_and_by() {
        FileId sound = stored("sound", SMALL);
        FileId empty = stored("empty", Bytes.NONE);
        FileId file = stored("a", LARGE);
        Blob blob = blobs().getLast();
        invariants.rots(blob.longTermKey());
        cloud.longTerm.overwrite(
                blob.longTermKey(),
                LARGE.withOtherPart(3),
                cloud.longTerm.head(blob.longTermKey()).orElseThrow().attested());
        for (int i = 0; i < 100 && life(blob) == Life.LIVE; i++) {
            scrubOnce();
        }
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
        assertThat(ann.download(sound)).contains(SMALL);
        assertThat(ann.download(empty)).contains(Bytes.NONE);
    }

    /** Two of two: whoever reads sees something else than what is there. */
    @Test
    void when_much_of_a_sample_differs_nothing_is_quarantined_and_a_person_is_asked() {
        cloud.tolerate(1);
        FileId one = stored("a", LARGE);
        FileId two = stored("b", SMALL);
        var wrong = new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                return site.equals("DigestRange.digest") ? Optional.of(Bytes.NONE.sha256()) : real.call();
            }
        };
        for (int i = 0; i < 20 && cloud.alarms.rang().isEmpty(); i++) {
            due();
            cloud.server(wrong).handle(new Queue.Due(Scrub.JOB));
            cloud.clock.pass(Duration.ofMinutes(11));
        }
        assertThat(cloud.alarms.rang()).containsOnly("sweep-stopped");
        assertThat(ann.download(one)).contains(LARGE);
        assertThat(ann.download(two)).contains(SMALL);
    }

    /** What rotted is found however often the store fails for something else, and that is told. */
    @Test
    void what_can_not_be_read_holds_up_nothing_else() {
        FileId rotten = stored("a", LARGE);
        Blob first = blobs().getFirst();
        rot(first);
        stored("b", SMALL);
        UUID other = blobs().stream()
                .filter(blob -> !blob.id().equals(first.id()))
                .findFirst()
                .orElseThrow()
                .longTermKey();
        due();
        cloud.server(Interceptor.storeFailsFor(other)).handle(new Queue.Due(Scrub.JOB));
        assertThat(cloud.alarms.rang()).containsExactlyInAnyOrder("blob-quarantined", "blob-unreadable");
        refused(CONTENT_QUARANTINED, () -> ann.download(rotten));
    }

    /** A fault on the way is none of the content. */
    @Test
    void what_differs_once_and_not_again_is_left_alone() {
        FileId file = stored("a", LARGE);
        var glitch = new Interceptor() {
            private int reads;

            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                boolean isFirst = site.equals("DigestRange.digest") && reads++ == 0;
                return isFirst ? Optional.of(SMALL.sha256()) : real.call();
            }
        };
        due();
        cloud.server(glitch).handle(new Queue.Due(Scrub.JOB));
        assertThat(glitch.reads).isEqualTo(2);
        assertThat(ann.download(file)).contains(LARGE);
        assertThat(cloud.alarms.rang()).isEmpty();
    }

    @Test
    void content_that_is_not_stored_yet_is_not_read() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        assertThat(readsOfARun()).isZero();
        cloud.settle(server, invariants);
    }

    /** Two of a part each: the second is one byte too much. */
    @Test
    void a_run_reads_no_more_bytes_than_it_may() {
        stored("a", Bytes.of(1, 100));
        stored("b", Bytes.of(2, 100));
        for (long bytes : new long[] {99, 199, 200}) {
            cloud.scrub(bytes);
            assertThat(readsOfARun()).isEqualTo(bytes / 100);
        }
    }

    @Test
    void of_no_bytes_it_reads_none_not_even_nothing() {
        stored("empty", Bytes.NONE);
        cloud.scrub(0);
        assertThat(readsOfARun()).isZero();
    }

    @Test
    void a_run_takes_no_longer_than_a_lease() {
        stored("a", LARGE);
        stored("b", SMALL);
        assertThat(readsOfARun(() -> cloud.clock.pass(Cloud.LEASE))).isOne();
        assertThat(readsOfARun(() -> cloud.clock.pass(Cloud.LEASE.minusSeconds(1))))
                .isEqualTo(2);
    }

    /** Two of five at a time, from a random one on. */
    @Test
    void each_has_its_turn_by_chance() {
        for (int i = 0; i < 5; i++) {
            stored("f" + i, Bytes.of(i, 10));
        }
        Set<Object> read = new HashSet<>();
        var noting = new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.equals("DigestRange.digest")) {
                    read.add(arguments.getFirst());
                }
                return real.call();
            }
        };
        Server scrubbing = cloud.server(noting);
        for (int i = 0; i < 100 && read.size() < 5; i++) {
            run(scrubbing);
        }
        assertThat(read).hasSize(5);
    }

    /** It is the walk over the rows that asks for objects. */
    @Test
    void an_object_that_is_gone_is_left_to_others() {
        stored("a", LARGE);
        invariants.rots(blob().longTermKey());
        cloud.longTerm.lose(blob().longTermKey());
        run(server);
        assertThat(blob().life()).isEqualTo(Life.LIVE);
        assertThat(cloud.alarms.rang()).isEmpty();
    }

    /** What is given up is never anything else again. */
    @Test
    void content_that_is_given_up_while_it_is_read_stays_so() {
        stored("a", LARGE);
        rot(blob());
        Blob rotten = blob();
        run(cloud.server(
                Interceptor.once("DigestRange.digest", true, () -> cloud.life(rotten.id(), Life.QUARANTINED))));
        assertThat(cloud.alarms.rang()).doesNotContain("blob-quarantined");
    }

    @Test
    void a_run_that_could_read_nothing_has_failed() {
        stored("a", LARGE);
        Server failing = cloud.server(Interceptor.storeFailsFor(blob().longTermKey()));
        assertThatThrownBy(() -> run(failing)).isInstanceOf(StoreFailed.class);
        assertThat(job(JobKind.SCRUB, Scrub.JOB.subject()).attempts()).isOne();
    }

    @Test
    void one_run_follows_another_after_the_time_between_them() {
        stored("a", LARGE);
        scrubOnce();
        var job = job(JobKind.SCRUB, Scrub.JOB.subject());
        assertThat(job.dueAt()).isEqualTo(cloud.clock.instant().plus(Duration.ofMinutes(10)));
    }

    private FileId stored(String name, Bytes content) {
        FileId file = ann.upload(name, content);
        server.drain();
        return file;
    }

    private void rot(Blob blob) {
        invariants.rots(blob.longTermKey());
        cloud.longTerm.damage(blob.longTermKey());
    }

    private Life life(Blob blob) {
        return cloud.database.read(tables -> tables.blobs.get(blob.id()).blob().life());
    }

    /** The first beat begins the job, if nobody did. */
    private void scrubOnce() {
        server.tick.tick();
        cloud.clock.pass(Duration.ofMinutes(11));
        server.tick.tick();
        server.drain();
    }

    /** One run of a process, as if it were time. */
    private void run(Server process) {
        due();
        cloud.clock.pass(Duration.ofMinutes(11));
        process.handle(new Queue.Due(Scrub.JOB));
    }

    private int readsOfARun() {
        return readsOfARun(() -> {});
    }

    /** How often one run reads, with something that happens after each time. */
    private int readsOfARun(Runnable after) {
        AtomicInteger reads = new AtomicInteger();
        run(cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                Object result = real.call();
                if (site.startsWith("DigestRange")) {
                    reads.incrementAndGet();
                    after.run();
                }
                return result;
            }
        }));
        return reads.get();
    }

    /** A beat begins the job, and its message is lost. */
    private void due() {
        server.tick.tick();
        cloud.queue.lose();
    }
}
