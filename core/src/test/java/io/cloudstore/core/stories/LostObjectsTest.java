package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.CONTENT_QUARANTINED;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_VERIFIED_YET;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.sweep.ReclaimBlob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

        strict.live(Duration.ofDays(2));

        assertThat(cloud.alarms.rang()).contains("objects-missing").doesNotContain("blob-quarantined");
        assertThat(blobs()).extracting(Blob::life).containsOnly(Life.LIVE);
        for (int i = 0; i < kept.size(); i++) {
            cloud.longTerm.overwrite(
                    kept.get(i).longTermKey(),
                    Bytes.of(20 + i, 30),
                    Optional.of(kept.get(i).contentId()));
        }
        strict.live(Duration.ofDays(2));
        assertThat(ann.download(files.getFirst())).contains(Bytes.of(20, 30));
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
