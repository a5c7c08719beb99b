package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.sweep.Scrub;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
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
        var counting = new Interceptor() {
            private int reads;

            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                reads += site.startsWith("DigestRange") ? 1 : 0;
                return real.call();
            }
        };
        due();
        cloud.server(counting).handle(new Queue.Due(Scrub.JOB));
        assertThat(counting.reads).isZero();
        cloud.settle(server, invariants);
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

    /** A beat begins the job, and its message is lost. */
    private void due() {
        server.tick.tick();
        cloud.queue.lose();
    }
}
