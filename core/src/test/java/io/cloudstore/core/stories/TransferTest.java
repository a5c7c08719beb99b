package io.cloudstore.core.stories;

import static io.cloudstore.core.work.JobKind.TRANSFER;
import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.transfer.TransferOutcome;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.work.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The way from staging to long-term storage, and what becomes of workers that are late, slow or overtaken. */
class TransferTest extends Story {
    @Test
    void a_spent_budget_hands_over_and_the_next_worker_goes_on_where_it_was_left() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Queue.Due due = new Queue.Due(TransferBlob.jobOf(blob().id()));
        var copies = new Copies();
        copies.taking = Duration.ofSeconds(12);
        Budget ten = new Budget(cloud.clock, cloud.clock.instant().plusSeconds(10));
        cloud.server(copies).handle(due, ten);
        assertThat(copies.parts).as("no new copy begins once the time is spent").isEqualTo(1);
        assertThat(blob().place()).isEqualTo(Place.COPYING);
        assertThat(cloud.queue.waiting()).containsExactly(due);

        var rest = new Copies();
        cloud.server(rest).drain();
        assertThat(rest.parts).as("the part already copied is not copied again").isEqualTo(2);
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(cloud.longTerm.multipartKeys()).isEmpty();
    }

    /** Its place in long-term storage is new, unless the transfer was begun before or the database went back. */
    @Test
    void the_first_transfer_asks_the_store_three_times() {
        ann.upload("a", SMALL);
        cloud.queue.lose();
        List<String> asked = new ArrayList<>();
        Server counting = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (isStore(site)) {
                    asked.add(site);
                }
                return real.call();
            }
        });
        assertThat(counting.transfer.transfer(blob().id(), budget())).isEqualTo(TransferOutcome.STORED);
        assertThat(asked).containsExactly("StagingStore.head", "LongTermStore.copyWhole", "LongTermStore.head");
    }

    /** The database is a backup from before the transfer, and the staging object is cleaned up long ago. */
    @Test
    void what_was_moved_before_the_database_went_back_is_found_where_it_is() {
        FileId file = ann.upload("a", LARGE);
        cloud.queue.lose();
        BlobId id = blob().id();
        Runnable backup = cloud.backup(id, TransferBlob.jobOf(id));
        assertThat(server.transfer.transfer(id, budget())).isEqualTo(TransferOutcome.STORED);
        cloud.staging.lose(blob().stagingKey());
        backup.run();
        assertThat(blob().place()).isEqualTo(Place.STAGED);

        assertThat(server.transfer.transfer(id, budget())).isEqualTo(TransferOutcome.STORED);
        assertThat(ann.download(file)).contains(LARGE);
    }

    /** A record that the time of an invocation did not reach goes into a new message, untouched. */
    @Test
    void a_message_that_the_time_does_not_reach_is_sent_again() {
        Upload open = ann.open("b", SMALL);
        ann.send(open.id(), SMALL);
        Queue.Message event = cloud.queue.take().orElseThrow();
        Budget spent = new Budget(cloud.clock, cloud.clock.instant());
        server.handle(event, spent);
        assertThat(cloud.queue.waiting()).containsExactly(new Queue.Due(BeginMerge.jobOf(open.id())));
        server.drain();
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(ann.names()).containsExactly("b");
    }

    /** F17, F45: a worker sleeps through its lease in the middle of a copy; another one has done the work meanwhile. */
    @Test
    void the_flip_of_a_stale_worker_fails_at_the_fence() {
        FileId file = ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        Server stale = cloud.server(Interceptor.once("LongTermStore.complete", false, () -> {
            cloud.clock.pass(Duration.ofSeconds(31));
            assertThat(server.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.STORED);
        }));
        long fence = 2;
        assertThat(stale.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.NOTHING_TO_DO);
        assertThat(job(TRANSFER, blob.id().value()).fence()).isEqualTo(fence);
        assertThat(ann.download(file)).contains(LARGE);
        server.live(Duration.ofHours(2));
        invariants.atRest();
    }

    /** The stale worker's lease is taken and its successor is still at work: the flip is the successor's. */
    @Test
    void a_stale_worker_commits_nothing_while_its_successor_is_at_work() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        Server stale = cloud.server(Interceptor.once("LongTermStore.complete", true, () -> {
            cloud.clock.pass(Duration.ofSeconds(31));
            takeTheLease(blob);
        }));
        assertThat(stale.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.NOTHING_TO_DO);
        assertThat(blob().place()).isEqualTo(Place.COPYING);
        server.live(Duration.ofMinutes(2));
        assertThat(blob().place()).isEqualTo(Place.STORED);
    }

    /** A worker dies right after it took the lease. */
    private void takeTheLease(Blob blob) {
        Server dying = cloud.server(Interceptor.once("LeaseJob.lease", true, DIE));
        try {
            dying.transfer.transfer(blob.id(), budget());
        } catch (Died expected) {
            return;
        }
        throw new AssertionError("it lives");
    }

    @Test
    void a_worker_that_lost_its_lease_between_two_parts_stops() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        Server stale = cloud.server(Interceptor.once("LongTermStore.copyPart", true, () -> {
            cloud.clock.pass(Duration.ofSeconds(31));
            takeTheLease(blob);
        }));
        assertThat(stale.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.HANDED_OVER);
        assertThat(job(TRANSFER, blob.id().value()).state()).isEqualTo(JobState.LEASED);
    }

    /** Each copy takes nearly as long as a lease, and after each somebody else would like to take over. */
    @Test
    void a_living_worker_keeps_its_lease_however_long_it_takes() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        var copies = new Copies();
        copies.taking = Duration.ofSeconds(25);
        copies.then = () ->
                assertThat(server.transfer.transfer(blob().id(), budget())).isEqualTo(TransferOutcome.NOTHING_TO_DO);
        Budget day = new Budget(cloud.clock, cloud.clock.instant().plus(Duration.ofDays(1)));
        assertThat(cloud.server(copies).transfer.transfer(blob().id(), day)).isEqualTo(TransferOutcome.STORED);
    }

    /** F26. */
    @Test
    void a_part_that_rotted_in_staging_quarantines_the_blob() {
        FileId file = ann.upload("a", LARGE);
        cloud.staging.damage(blob().stagingKey());
        server.drain();
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
        assertThat(cloud.alarms.rang()).containsExactly("blob-quarantined");
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
        assertThat(job(TRANSFER, blob().id().value()).state()).isEqualTo(JobState.DONE);
    }

    /** F26: the same for content of one PUT, where the store computes the copy's checksum. */
    @Test
    void a_small_object_that_rotted_in_staging_quarantines_the_blob() {
        FileId file = ann.upload("a", SMALL);
        cloud.staging.damage(blob().stagingKey());
        server.drain();
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
    }

    /** F25. */
    @Test
    void a_source_overwritten_before_the_copy_quarantines_the_blob() {
        ann.upload("a", SMALL);
        cloud.staging.overwrite(
                blob().stagingKey(),
                SMALL.damaged(),
                Optional.of(SMALL.damaged().contentId()));
        server.drain();
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
    }

    /** F25: overwritten between the look at the source and the copy; the copy is tied to the ETag that was seen. */
    @Test
    void a_source_overwritten_during_the_copy_is_never_stored() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        var other = LARGE.damaged();
        Server unlucky = cloud.server(Interceptor.once(
                "LongTermStore.copyPart",
                true,
                () -> cloud.staging.overwrite(blob.stagingKey(), other, Optional.of(other.contentId()))));
        assertThat(unlucky.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.LATER);
        server.live(Duration.ofMinutes(3));
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
    }

    @Test
    void the_same_content_sent_again_after_a_quarantine_lives_under_a_new_key() {
        ann.upload("a", LARGE);
        cloud.staging.damage(blob().stagingKey());
        server.drain();
        FileId again = bob.upload("b", LARGE);
        server.drain();
        assertThat(blobs()).hasSize(2);
        assertThat(bob.download(again)).contains(LARGE);
    }

    @Test
    void a_multipart_upload_that_long_term_storage_lost_is_begun_again() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        Server unlucky = cloud.server(
                Interceptor.once("LongTermStore.complete", false, () -> cloud.longTerm.lose(blob.longTermKey())));
        assertThat(unlucky.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.LATER);
        server.live(Duration.ofMinutes(2));
        assertThat(blob().place()).isEqualTo(Place.STORED);
    }

    /** Two workers begin the long-term multipart upload at once: the one recorded stays, the other is aborted by its maker. */
    @Test
    void of_two_long_term_multipart_uploads_one_stays() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        Blob blob = blob();
        Server stale = cloud.server(Interceptor.once("LongTermStore.createMultipart", true, () -> {
            cloud.clock.pass(Duration.ofSeconds(31));
            server.transfer.transfer(blob.id(), budget());
        }));
        assertThat(stale.transfer.transfer(blob.id(), budget())).isEqualTo(TransferOutcome.NOTHING_TO_DO);
        assertThat(blob().place()).isEqualTo(Place.STORED);
        assertThat(cloud.longTerm.multipartKeys()).isEmpty();
    }

    private Budget budget() {
        return new Budget(cloud.clock, cloud.clock.instant().plusSeconds(60));
    }

    /** Counts copies of parts and lets each take its time. */
    private final class Copies extends Interceptor {
        private Duration taking = Duration.ZERO;
        private Runnable then = () -> {};
        private int parts;

        @Override
        protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
            Object result = real.call();
            if (site.equals("LongTermStore.copyPart")) {
                parts++;
                cloud.clock.pass(taking);
                then.run();
            }
            return result;
        }
    }
}
