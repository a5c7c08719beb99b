package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_VERIFIED_YET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.CheckRows;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.StoreFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose objects are gone, and rows that nobody needs and nobody reclaims. */
class LostObjectsTest extends Story {
    @Test
    void content_whose_object_is_gone_is_quarantined_and_a_good_upload_heals_it() {
        FileId file = ann.upload("a", LARGE);
        FileId other = ann.upload("b", SMALL);
        server.drain();
        lose(blobs().getFirst());

        server.live(Duration.ofMinutes(5));

        assertThat(cloud.alarms.rang()).contains("objects-missing");
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
        assertThat(ann.download(other)).contains(SMALL);
        bob.upload("again", LARGE);
        assertThat(ann.download(file)).contains(LARGE);
        cloud.settle(server, invariants);
        assertThat(blobs()).extracting(Blob::life).containsOnly(Life.LIVE).hasSize(2);
    }

    /** Another object lies there, as the store itself says. */
    @Test
    void content_whose_object_is_another_is_quarantined() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        invariants.rots(blob().longTermKey());
        cloud.longTerm.overwrite(blob().longTermKey(), SMALL, Optional.of(SMALL.contentId()));
        server.live(Duration.ofMinutes(2));
        refused(CONTENT_QUARANTINED, () -> ann.download(file));
    }

    /** It is rather the bucket, or a setting, that is wrong: it stays so until somebody has seen to it. */
    @Test
    void when_many_are_gone_nothing_is_quarantined_and_the_walk_waits() {
        cloud.tolerate(1);
        var strict = cloud.server();
        List<FileId> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(ann.upload("f" + i, Bytes.of(20 + i, 30)));
        }
        server.drain();
        var kept = blobs().stream().limit(2).toList();
        kept.forEach(this::lose);
        BlobId later = blobs().getLast().id();
        lose(blobs().getLast());

        strict.live(Duration.ofMinutes(5));

        assertThat(cloud.alarms.rang()).contains("objects-missing").doesNotContain("blob-quarantined");
        var job = job(JobKind.CHECK_ROWS, CheckRows.JOB.subject());
        assertThat(job.checkpoint()).isEmpty();
        assertThat(job.dueAt()).isAfter(cloud.clock.instant().plus(Duration.ofHours(23)));
        assertThat(blobs()).extracting(Blob::life).containsOnly(Life.LIVE);
        for (int i = 0; i < kept.size(); i++) {
            cloud.longTerm.overwrite(
                    kept.get(i).longTermKey(),
                    Bytes.of(20 + i, 30),
                    Optional.of(kept.get(i).contentId()));
        }
        strict.live(Duration.ofDays(1));
        assertThat(blobs())
                .filteredOn(blob -> blob.life() == Life.QUARANTINED)
                .extracting(Blob::id)
                .as("the walk goes on, and one may be gone")
                .containsExactly(later);
        assertThat(ann.download(files.getFirst())).contains(Bytes.of(20, 30));
    }

    /** The store fails for the first, for as long as it likes; the last one is lost. */
    @Test
    void a_row_whose_object_can_not_be_asked_for_is_told_and_holds_up_no_other() {
        FileId first = ann.upload("a", LARGE);
        FileId last = ann.upload("b", SMALL);
        server.drain();
        lose(blobs().getLast());
        Server failing =
                cloud.server(Interceptor.storeFailsFor(blobs().getFirst().longTermKey()));
        failing.live(Duration.ofMinutes(2));
        assertThat(cloud.alarms.rang()).contains("blob-unreadable", "objects-missing");
        refused(CONTENT_QUARANTINED, () -> ann.download(last));
        assertThat(ann.download(first)).contains(LARGE);
    }

    /** What one says is gone, where it fails for most, may be there: it has its turn when the store is well again. */
    @Test
    void in_a_bad_hour_of_the_store_nothing_is_quarantined_and_the_walk_goes_on() {
        List<FileId> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            files.add(ann.upload("f" + i, Bytes.of(20 + i, 30)));
        }
        server.drain();
        Blob gone = blobs().getFirst();
        lose(gone);
        Set<UUID> silent = blobs().stream().skip(2).map(Blob::longTermKey).collect(Collectors.toSet());
        cloud.patrol(5);
        Server failing = cloud.server(Interceptor.storeFailsFor(silent));
        failing.tick.tick();
        cloud.queue.lose();
        failing.handle(new Queue.Due(CheckRows.JOB));
        assertThat(cloud.alarms.rang()).contains("blob-unreadable", "objects-missing");
        assertThat(blobs()).extracting(Blob::life).containsOnly(Life.LIVE);
        server.live(Duration.ofDays(1).plusMinutes(2));
        refused(CONTENT_QUARANTINED, () -> ann.download(files.getFirst()));
    }

    /** Nothing else was asked for beside it, so it may be the store: that is waited for, until somebody was told. */
    @Test
    void nor_does_one_that_fails_alone_hold_the_walk_up_for_ever() {
        ann.upload("a", LARGE);
        server.drain();
        Server failing = cloud.server(Interceptor.storeFailsFor(blob().longTermKey()));
        failing.tick.tick();
        cloud.queue.lose();
        JobId job = CheckRows.JOB;
        for (int i = 1; i <= 5; i++) {
            assertThatThrownBy(() -> failing.handle(new Queue.Due(job))).isInstanceOf(StoreFailed.class);
            assertThat(job(job.kind(), job.subject()).attempts()).isEqualTo(i);
            assertThat(cloud.alarms.rang()).doesNotContain("blob-unreadable");
            cloud.clock.pass(Duration.ofHours(1));
        }
        assertThat(cloud.alarms.rang()).contains("job-keeps-failing");
        failing.handle(new Queue.Due(job));
        assertThat(cloud.alarms.rang()).contains("blob-unreadable");
        assertThat(job(job.kind(), job.subject()).attempts()).isZero();
    }

    /** Whoever wrote no time down had no answer either. */
    @Test
    void what_could_not_be_asked_for_is_not_verified() {
        FileId file = ann.upload("a", LARGE);
        ann.upload("b", SMALL);
        server.drain();
        Blob old = blobs().getFirst();
        cloud.forgetWhenVerified(old.id());
        cloud.server(Interceptor.storeFailsFor(old.longTermKey())).live(Duration.ofMinutes(2));
        refused(NOT_VERIFIED_YET, () -> server.receipt.issue(ann.account, file));
        server.live(Duration.ofDays(1).plusMinutes(2));
        assertThat(server.receipt.issue(ann.account, file)).isNotBlank();
    }

    @Test
    void what_is_gone_is_not_verified_either() {
        ann.upload("a", LARGE);
        server.drain();
        cloud.forgetWhenVerified(blob().id());
        lose(blob());
        server.live(Duration.ofMinutes(2));
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
        assertThat(cloud.database.<Boolean>read(tables -> tables.verified.containsKey(blob().id())))
                .isFalse();
        bob.upload("again", LARGE);
        server.live(Duration.ofHours(3));
    }

    /** Its object is in staging, which is its transfer's business. */
    @Test
    void content_that_is_not_stored_yet_is_not_asked_for() {
        ann.upload("a", LARGE);
        cloud.queue.lose();
        server.tick.tick();
        cloud.queue.lose();
        server.handle(new Queue.Due(CheckRows.JOB));
        assertThat(cloud.alarms.rang()).isEmpty();
        assertThat(blob().life()).isEqualTo(Life.LIVE);
        cloud.settle(server, invariants);
    }

    /** Its objects are on their way out: before the walk came by, or between its row and the question for its object. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void content_that_is_given_up_is_not_missed(boolean isBefore) {
        invariants.watch();
        BlobId leaving = cloud.tombstoned(LARGE, invariants);
        Runnable giveUp = () -> {
            cloud.life(leaving, Life.DELETING);
            cloud.longTerm.lose(blob().longTermKey());
        };
        server.tick.tick();
        cloud.queue.lose();
        if (isBefore) {
            giveUp.run();
        }
        Server walker = isBefore ? server : cloud.server(Interceptor.once("WalkBlobs.next", true, giveUp));
        walker.handle(new Queue.Due(CheckRows.JOB));
        assertThat(cloud.alarms.rang()).isEmpty();
        assertThat(blob().life()).isEqualTo(Life.DELETING);
    }

    /** A slow store: a step ends after half a lease, and the next begins after the last that was asked for. */
    @Test
    void a_step_takes_no_longer_than_a_lease_and_the_next_goes_on_from_there() {
        cloud.patrol(10);
        for (int i = 0; i < 5; i++) {
            ann.upload("f" + i, Bytes.of(20 + i, 30));
        }
        server.drain();
        List<Object> asked = new ArrayList<>();
        var slow = new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.equals("LongTermStore.head")) {
                    asked.add(arguments.getFirst());
                    cloud.clock.pass(Cloud.LEASE.dividedBy(4));
                }
                return real.call();
            }
        };
        server.tick.tick();
        cloud.queue.lose();
        Server walker = cloud.server(slow);
        for (int end : new int[] {2, 4, 5}) {
            walker.handle(new Queue.Due(CheckRows.JOB));
            assertThat(asked).hasSize(end).doesNotHaveDuplicates();
        }
        walker.handle(new Queue.Due(CheckRows.JOB));
        assertThat(asked).as("a rest comes after the last").hasSize(5);
    }

    @Test
    void content_that_nothing_refers_to_and_nobody_reclaims_is_reclaimed() {
        FileId file = ann.upload("a", LARGE);
        ann.upload("b", SMALL);
        server.drain();
        Blob forgotten = blobs().getFirst();
        invariants.always();
        invariants.purged(file.value());
        server.purge.file(ann.account, file);
        cloud.queue.lose();
        cloud.forget(ReclaimBlob.jobOf(forgotten.id()));

        server.live(Duration.ofMinutes(5));

        assertThat(blobs().getFirst().life()).isEqualTo(Life.TOMBSTONED);
        cloud.settle(server, invariants);
        assertThat(blobs()).hasSize(1);
        assertThat(cloud.longTerm.keys()).hasSize(1);
    }

    /** An earlier version stored it, and kept no time. */
    @Test
    void content_whose_verification_nobody_wrote_down_is_verified_as_the_walk_comes_by() {
        FileId file = ann.upload("a", LARGE);
        server.drain();
        cloud.forgetWhenVerified(blob().id());
        refused(NOT_VERIFIED_YET, () -> server.receipt.issue(ann.account, file));

        server.live(Duration.ofMinutes(2));

        assertThat(server.receipt.issue(ann.account, file)).isNotBlank();
        cloud.settle(server, invariants);
    }

    private void lose(Blob blob) {
        invariants.rots(blob.longTermKey());
        cloud.longTerm.lose(blob.longTermKey());
    }
}
