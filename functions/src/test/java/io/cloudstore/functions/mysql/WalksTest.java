package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the sweep reads while it walks, of a real database. */
class WalksTest {
    private final AccountId owner = World.account().id();

    private Blob stored(int parts) {
        Blob blob = World.stored(owner, parts);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.storeBlob().lock(blob.id());
            MYSQL.storeBlob().copying(blob.id());
            MYSQL.storeBlob().stored(blob.id());
        });
        return blob;
    }

    private static BlobId before(Blob blob) {
        UUID id = blob.id().value();
        return new BlobId(new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1));
    }

    @Test
    void pages_follow_each_other_and_have_all_blobs() {
        List<BlobId> mine = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            mine.add(stored(1).id());
        }
        List<BlobId> walked = new ArrayList<>();
        BlobId after = new BlobId(new UUID(0, 0));
        for (List<Blob> page = MYSQL.walkBlobs().next(after, 2);
                !page.isEmpty();
                page = MYSQL.walkBlobs().next(after, 2)) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            page.forEach(blob -> walked.add(blob.id()));
            after = page.getLast().id();
        }
        assertThat(walked).doesNotHaveDuplicates().containsAll(mine);
    }

    @Test
    void forgotten_is_what_has_neither_a_reference_nor_a_job() {
        Blob forgotten = stored(1);
        Blob referenced = stored(1);
        Blob leaving = stored(1);
        Blob done = stored(1);
        World.file(owner, FolderId.rootOf(owner), "one of " + referenced.id(), referenced);
        World.file(owner, FolderId.rootOf(owner), "two of " + referenced.id(), referenced);
        JobId over = ReclaimBlob.jobOf(done.id());
        MYSQL.armJob().arm(ReclaimBlob.jobOf(leaving.id()), Duration.ofHours(1), "");
        MYSQL.armJob().arm(over, Duration.ZERO, "");
        MYSQL.leaseJob()
                .close(MYSQL.leaseJob().lease(over, Duration.ofMinutes(1)).orElseThrow());

        assertThat(of(forgotten)).containsExactly(forgotten.id());
        assertThat(of(done)).containsExactly(done.id());
        assertThat(of(referenced)).isEmpty();
        assertThat(of(leaving)).isEmpty();
    }

    private static List<BlobId> of(Blob blob) {
        return MYSQL.walkBlobs().forgotten(before(blob), blob.id());
    }

    @Test
    void what_was_stored_before_times_were_kept_is_verified_once() {
        Blob old = stored(1);
        Blob known = stored(1);
        var verified = MYSQL.findVerified().verified(known.id()).orElseThrow();
        World.RAW
                .sql("UPDATE `blob` SET stored_at = NULL WHERE id = ?")
                .param(Columns.bytes(old.id().value()))
                .update();
        assertThat(MYSQL.walkBlobs().unverified(before(old), old.id())).containsExactly(old.id());
        assertThat(MYSQL.walkBlobs().unverified(before(known), known.id())).isEmpty();
        Blob bad = stored(1);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.storeBlob().lock(bad.id());
            MYSQL.storeBlob().quarantine(bad.id());
        });
        World.RAW
                .sql("UPDATE `blob` SET stored_at = NULL WHERE id = ?")
                .param(Columns.bytes(bad.id().value()))
                .update();
        assertThat(MYSQL.walkBlobs().unverified(before(bad), bad.id())).isEmpty();
        MYSQL.unitOfWork()
                .run(() -> List.of(old, known).forEach(blob -> {
                    MYSQL.storeBlob().lock(blob.id());
                    MYSQL.storeBlob().recordVerified(blob.id());
                }));
        assertThat(MYSQL.walkBlobs().unverified(before(old), old.id())).isEmpty();
        assertThat(MYSQL.findVerified().verified(old.id())).isPresent();
        assertThat(MYSQL.findVerified().verified(known.id())).contains(verified);
    }

    @Test
    void a_sample_begins_at_a_point_and_has_living_content_in_long_term_storage_alone() {
        Blob stored = stored(2);
        Blob staged = World.stored(owner, 1);
        Blob bad = stored(1);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.storeBlob().lock(bad.id());
            MYSQL.storeBlob().quarantine(bad.id());
        });
        assertThat(MYSQL.sampleBlobs().stored(stored.longTermKey(), 1))
                .extracting(Blob::id)
                .containsExactly(stored.id());
        assertThat(MYSQL.sampleBlobs().stored(new UUID(0, 0), 100_000))
                .extracting(Blob::id)
                .contains(stored.id())
                .doesNotContain(staged.id(), bad.id());
        assertThat(MYSQL.sampleBlobs().digestOf(stored.id(), 2))
                .contains(MYSQL.findBlob().partDigests(stored.id()).getLast());
        assertThat(MYSQL.sampleBlobs().digestOf(new BlobId(World.id()), 1)).isEmpty();
    }

    @Test
    void a_staging_key_is_known_to_a_living_upload_to_a_blob_that_is_not_stored_and_to_a_job() {
        Upload open = World.upload(owner, 1);
        Upload aborted = World.upload(owner, 1);
        MYSQL.unitOfWork()
                .run(() -> MYSQL.storeUpload().move(aborted.id(), UploadState.OPEN, UploadState.ABORTED, World.NOW));
        Blob staged = World.stored(owner, 1);
        Blob stored = stored(1);
        UUID cleaned = World.id();
        UUID nobodys = World.id();
        UUID justCleaned = World.id();
        UUID cleanedLongAgo = World.id();
        MYSQL.armJob().arm(new JobId(JobKind.CLEAN, cleaned), Duration.ofHours(1), "");
        List.of(justCleaned, cleanedLongAgo).forEach(WalksTest::clean);
        World.RAW
                .sql("UPDATE job SET ended_at = ended_at - INTERVAL 2 HOUR WHERE kind = 'CLEAN' AND subject = ?")
                .param(Columns.bytes(cleanedLongAgo))
                .update();

        assertThat(MYSQL.knowKeys()
                        .staging(List.of(
                                open.stagingKey(),
                                aborted.stagingKey(),
                                staged.stagingKey(),
                                stored.stagingKey(),
                                cleaned,
                                justCleaned,
                                cleanedLongAgo,
                                nobodys)))
                .containsExactlyInAnyOrder(open.stagingKey(), staged.stagingKey(), cleaned, justCleaned);
        assertThat(MYSQL.knowKeys().longTerm(List.of(staged.longTermKey(), stored.longTermKey(), nobodys)))
                .containsExactlyInAnyOrder(staged.longTermKey(), stored.longTermKey());
        assertThat(MYSQL.knowKeys().staging(List.of())).isEmpty();
    }

    private static void clean(UUID key) {
        JobId job = new JobId(JobKind.CLEAN, key);
        MYSQL.armJob().arm(job, Duration.ZERO, "");
        MYSQL.leaseJob()
                .close(MYSQL.leaseJob().lease(job, Duration.ofMinutes(1)).orElseThrow());
    }

    @Test
    void a_job_that_is_there_is_not_begun_again() {
        JobId job = new JobId(JobKind.CHECK_OBJECTS, World.id());
        MYSQL.beginJobs().begin(List.of(job));
        var lease = MYSQL.leaseJob().lease(job, Duration.ofMinutes(1)).orElseThrow();
        MYSQL.leaseJob().free(lease, Duration.ofHours(1), "here", false);
        MYSQL.beginJobs().begin(List.of(job));
        assertThat(MYSQL.leaseJob().lease(job, Duration.ofMinutes(1))).isEmpty();
        MYSQL.armJob().arm(job, Duration.ZERO, "");
        assertThat(MYSQL.leaseJob()
                        .lease(job, Duration.ofMinutes(1))
                        .orElseThrow()
                        .checkpoint())
                .isEqualTo("here");
    }
}
