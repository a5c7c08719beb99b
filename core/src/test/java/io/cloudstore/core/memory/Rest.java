package io.cloudstore.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.memory.Tables.BlobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.JobKind;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What holds, besides what always does, once faults have stopped: soon, and when nothing is under way any more. */
final class Rest {
    /** They are never done. */
    private static final Set<JobKind> PATROLS = Set.of(JobKind.SCRUB, JobKind.CHECK_ROWS, JobKind.CHECK_OBJECTS);

    private Rest() {}

    /** Merges have ended, content is where it is to stay. */
    static void converged(Tables tables) {
        assertThat(Invariants.uploads(tables).filter(upload -> upload.state() == UploadState.MERGING))
                .as("I8 every merge has ended")
                .isEmpty();
        assertThat(tables.blobs.values().stream().map(BlobRow::blob).filter(blob -> blob.life() == Life.LIVE))
                .as("I8 every blob is stored")
                .allMatch(blob -> blob.place() == Place.STORED);
    }

    /**
     * Nothing is left of what is over, in the rows or in the buckets.
     *
     * @param rotten long-term keys whose objects were damaged or lost
     */
    static void of(Cloud cloud, Tables tables, Set<UUID> rotten) {
        List<Blob> blobs = tables.blobs.values().stream().map(BlobRow::blob).toList();
        converged(tables);
        nothingIsUnderWay(tables);
        nothingIsLeft(tables, blobs);
        assertThat(blobs.stream().filter(Invariants::isAlive))
                .as("what rotted is found")
                .noneMatch(blob -> rotten.contains(blob.longTermKey()));
        bucketsHoldBlobsOnly(cloud, blobs);
    }

    private static void nothingIsUnderWay(Tables tables) {
        assertThat(Invariants.uploads(tables).filter(Invariants::isLive))
                .as("I8 no upload is stuck")
                .isEmpty();
        assertThat(tables.jobs.values())
                .as("I8 every job is done, or comes again and again")
                .allMatch(row -> PATROLS.contains(row.id().kind())
                        ? row.state() == JobState.READY && row.attempts() == 0
                        : row.state() == JobState.DONE);
        assertThat(tables.accounts.values())
                .as("I5 nothing is set aside")
                .allMatch(row -> row.account().reservedBytes() == 0);
    }

    private static void nothingIsLeft(Tables tables, List<Blob> blobs) {
        Set<BlobId> referenced = Invariants.referenced(tables);
        assertThat(blobs).as("I9 no blob without a reference").allMatch(blob -> referenced.contains(blob.id()));
        assertThat(tables.files.values())
                .as("I9 no purged file")
                .noneMatch(row -> row.standing().purged());
        assertThat(tables.folders.values())
                .as("I9 no purged folder")
                .noneMatch(row -> row.standing().purged());
    }

    private static void bucketsHoldBlobsOnly(Cloud cloud, List<Blob> blobs) {
        List<UUID> quarantined = blobs.stream()
                .filter(blob -> blob.life() == Life.QUARANTINED)
                .map(Blob::stagingKey)
                .toList();
        assertThat(cloud.staging.keys()).as("I9 staging is empty").allMatch(quarantined::contains);
        assertThat(cloud.staging.multipartKeys())
                .as("I9 no multipart upload in staging")
                .isEmpty();
        assertThat(cloud.longTerm.keys())
                .as("I9 long-term holds blobs only")
                .allMatch(key ->
                        blobs.stream().anyMatch(blob -> blob.longTermKey().equals(key)));
        assertThat(cloud.longTerm.multipartKeys())
                .as("I9 no multipart upload in long-term")
                .isEmpty();
    }
}
