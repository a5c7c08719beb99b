package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Client;
import io.cloudstore.core.memory.Cloud;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.memory.Queue;
import io.cloudstore.core.memory.Server;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.work.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that rotted comes again: all files that had it have it again, and the rotten one goes. */
class HealTest extends Story {
    @Test
    void a_good_upload_heals_the_files_of_all_who_had_the_quarantined_content() {
        FileId anns = ann.upload("a", LARGE);
        FileId bobs = bob.upload("b", LARGE);
        Blob rotten = quarantined();
        refused(CONTENT_QUARANTINED, () -> ann.download(anns));
        refused(CONTENT_QUARANTINED, () -> bob.download(bobs));

        FileId again = bob.upload("again", LARGE);

        assertThat(ann.download(anns)).contains(LARGE);
        assertThat(bob.download(bobs)).contains(LARGE);
        assertThat(bob.download(again)).contains(LARGE);
        cloud.settle(server, invariants);
        assertThat(blobs()).hasSize(1).doesNotContain(rotten);
        assertThat(cloud.staging.keys()).isEmpty();
        assertThat(account(ann).usedBytes()).isEqualTo(LARGE.length());
    }

    /** Many at once: those among them that are wanted heal, the others don't mind. */
    @Test
    void completing_many_at_once_heals_too() {
        Bytes content = Bytes.of(8, Cloud.THRESHOLD);
        FileId anns = ann.upload("a", content);
        quarantined();
        UploadId again = bob.open("again", content).id();
        UploadId other = bob.open("other", SMALL).id();
        bob.send(again, content);
        bob.send(other, SMALL);
        cloud.queue.lose();
        bob.complete(Map.of(again, content, other, SMALL));
        assertThat(ann.download(anns)).contains(content);
        cloud.settle(server, invariants);
        assertThat(blobs()).extracting(Blob::life).containsExactly(Life.LIVE, Life.LIVE);
    }

    /** What one transaction points elsewhere is bounded over all of them. */
    @Test
    void all_of_many_that_are_completed_at_once_heal_their_own() {
        Bytes one = Bytes.of(8, Cloud.THRESHOLD);
        Bytes two = Bytes.of(9, Cloud.THRESHOLD);
        FileId ones = ann.upload("one", one);
        FileId twos = ann.upload("two", two);
        blobs().forEach(blob -> cloud.staging.damage(blob.stagingKey()));
        server.drain();
        refused(CONTENT_QUARANTINED, () -> ann.download(ones));
        List<Object> limits = new ArrayList<>();
        Server noting = cloud.server(new Interceptor() {
            @Override
            protected Object around(String site, List<Object> arguments, Callable<Object> real) throws Exception {
                if (site.equals("RepointVersions.repoint")) {
                    limits.add(arguments.getLast());
                }
                return real.call();
            }
        });
        Client carol = new Client(cloud, noting, cloud.person("carol", QUOTA));
        UploadId again = carol.open("one", one).id();
        UploadId other = carol.open("two", two).id();
        carol.send(again, one);
        carol.send(other, two);
        cloud.queue.lose();
        carol.complete(Map.of(again, one, other, two));
        assertThat(limits).containsExactly(HealFiles.MOST, HealFiles.MOST - 1);
        assertThat(ann.download(ones)).contains(one);
        assertThat(ann.download(twos)).contains(two);
        cloud.settle(server, invariants);
    }

    @Test
    void older_versions_and_files_in_the_trash_are_healed_too() {
        FileId file = ann.upload("a", LARGE);
        quarantined();
        ann.upload(ann.root(), "a", SMALL, Conflict.REPLACE);
        FileId trashed = ann.upload("t", LARGE.slice(0, 9 * MIB));
        server.trash.file(ann.account, trashed);
        bob.upload("again", LARGE);
        server.drain();
        cloud.settle(server, invariants);
        assertThat(blobs()).extracting(Blob::life).containsOnly(Life.LIVE);
        assertThat(ann.download(file)).contains(SMALL);
    }

    /** More than one transaction points elsewhere. */
    @Test
    void however_many_files_had_it() {
        Bytes content = Bytes.of(5, Cloud.THRESHOLD);
        FileId first = ann.upload("first", content);
        for (int i = 0; i < 505; i++) {
            ann.upload(ann.root(), "first", content, Conflict.REPLACE);
        }
        quarantined();
        bob.upload("again", content);
        server.drain();
        sweepOnce();
        assertThat(ann.download(first)).contains(content);
        cloud.settle(server, invariants);
        assertThat(blobs()).hasSize(1);
    }

    /** What one run has no time for is left to the next. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void healing_very_many_takes_no_longer_than_a_lease_at_a_time(boolean isSlow) {
        Bytes content = Bytes.of(5, Cloud.THRESHOLD);
        FileId first = ann.upload("first", content);
        for (int i = 0; i < HealFiles.MOST; i++) {
            ann.upload(ann.root(), "first", content, Conflict.REPLACE);
        }
        Blob rotten = quarantined();
        bob.upload("again", content);
        cloud.queue.lose();
        cloud.leftBehind(ann.account);
        Runnable meanwhile = () -> cloud.clock.pass(isSlow ? Cloud.LEASE.dividedBy(2) : Duration.ZERO);
        Server healing = cloud.server(Interceptor.once("RepointVersions.repoint", true, meanwhile));
        healing.handle(new Queue.Due(ReclaimBlob.jobOf(rotten.id())));
        assertThat(pointingTo(rotten)).isEqualTo(isSlow ? 1 : 0);
        sweepOnce();
        assertThat(pointingTo(rotten)).isZero();
        assertThat(ann.download(first)).contains(content);
    }

    /** It arms no job that is leased, and has not pointed all elsewhere: the job sees it before it ends. */
    @Test
    void good_content_that_comes_while_the_job_of_the_rotten_one_runs_heals_the_rest_too() {
        FileId anns = ann.upload("a", LARGE);
        Blob rotten = quarantined();
        JobId job = ReclaimBlob.jobOf(rotten.id());
        cloud.arm(job, "");
        Server late = cloud.server(Interceptor.once("UnitOfWork.run", true, () -> {
            bob.upload("again", LARGE);
            cloud.leftBehind(ann.account);
        }));
        late.handle(new Queue.Due(job));
        refused(CONTENT_QUARANTINED, () -> ann.download(anns));
        sweepOnce();
        assertThat(ann.download(anns)).contains(LARGE);
        cloud.settle(server, invariants);
        assertThat(blobs()).hasSize(1).doesNotContain(rotten);
    }

    /** It was on its way out as nobody had it: now somebody does. */
    @Test
    void good_content_in_its_grace_is_good_enough_and_stays() {
        FileId anns = ann.upload("a", LARGE);
        Blob rotten = quarantined();
        FileId again = bob.upload("again", LARGE);
        cloud.leftBehind(ann.account);
        invariants.purged(again.value());
        server.purge.file(bob.account, again);
        cloud.queue.lose();
        BlobId good = otherThan(rotten);
        cloud.life(good, Life.TOMBSTONED);
        server.handle(new Queue.Due(ReclaimBlob.jobOf(rotten.id())));
        assertThat(ann.download(anns)).contains(LARGE);
        assertThat(blobs())
                .filteredOn(blob -> blob.id().equals(good))
                .extracting(Blob::life)
                .containsExactly(Life.LIVE);
        cloud.settle(server, invariants);
    }

    /** What is found good and turns out bad as it is locked heals nothing. */
    @Test
    void content_that_goes_bad_just_now_heals_nothing() {
        ann.upload("a", LARGE);
        Blob rotten = quarantined();
        bob.upload("again", LARGE);
        cloud.queue.lose();
        cloud.leftBehind(ann.account);
        BlobId good = otherThan(rotten);
        Server late = cloud.server(Interceptor.once("StoreBlob.lock", false, () -> cloud.life(good, Life.QUARANTINED)));
        late.handle(new Queue.Due(ReclaimBlob.jobOf(rotten.id())));
        assertThat(pointingTo(rotten)).isOne();
    }

    /** Not even to itself, which for very many would never end. */
    @Test
    void the_job_of_good_content_points_nothing_elsewhere() {
        ann.upload("a", LARGE);
        server.drain();
        JobId job = ReclaimBlob.jobOf(blob().id());
        cloud.arm(job, "");
        Server careful = cloud.server(Interceptor.once("RepointVersions.repoint", false, () -> {
            throw new AssertionError("nothing is quarantined");
        }));
        careful.handle(new Queue.Due(job));
        assertThat(blob().life()).isEqualTo(Life.LIVE);
    }

    /** Another domain's, another content's: whatever is quarantined stays as it is. */
    @Test
    void nothing_else_is_healed() {
        Bytes own = Bytes.of(6, Cloud.THRESHOLD - 1);
        FileId anns = ann.upload("a", own);
        quarantined();
        bob.upload("b", own);
        bob.upload("c", Bytes.of(7, Cloud.THRESHOLD - 1));
        cloud.settle(server, invariants);
        refused(CONTENT_QUARANTINED, () -> ann.download(anns));
    }

    @Test
    void quarantined_content_that_nobody_has_goes_without_a_grace() {
        FileId file = ann.upload("a", LARGE);
        quarantined();
        invariants.purged(file.value());
        server.purge.file(ann.account, file);
        sweepOnce();
        assertThat(blob().life()).isEqualTo(Life.DELETING);
        cloud.settle(server, invariants);
        assertThat(blobs()).isEmpty();
    }

    private BlobId otherThan(Blob rotten) {
        return blobs().stream()
                .map(Blob::id)
                .filter(id -> !id.equals(rotten.id()))
                .findFirst()
                .orElseThrow();
    }

    private long pointingTo(Blob blob) {
        return cloud.database.read(tables -> tables.files.values().stream()
                .flatMap(file -> file.versions().stream())
                .filter(version -> version.blob().equals(blob.id()))
                .count());
    }

    /** The only blob, found rotten by its transfer. */
    private Blob quarantined() {
        cloud.staging.damage(blob().stagingKey());
        server.drain();
        assertThat(blob().life()).isEqualTo(Life.QUARANTINED);
        invariants.always();
        invariants.watch();
        return blob();
    }
}
