package io.cloudstore.core.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import io.cloudstore.core.memory.Tables.AccountRow;
import io.cloudstore.core.memory.Tables.BlobRow;
import io.cloudstore.core.memory.Tables.FileRow;
import io.cloudstore.core.memory.Tables.JobRow;
import io.cloudstore.core.memory.Tables.JobState;
import io.cloudstore.core.memory.Tables.UploadRow;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.transfer.TransferBlob;
import io.cloudstore.core.upload.BeginMerge;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The oracle: what must hold whatever breaks. {@link #always()} at every instant, {@link #atRest()} once faults have stopped
 * and time has passed. What a client was told is stored is told to {@link #acknowledged}.
 */
public final class Invariants {
    private final Cloud cloud;
    private final Map<FileId, Bytes> acknowledged = new HashMap<>();
    private final Set<UploadId> merged = new HashSet<>();
    private final Set<VersionOf> versions = new HashSet<>();
    private final Set<UUID> rotten = new HashSet<>();
    private final Purges purges = new Purges();

    private record VersionOf(FileId file, int number) {}

    public Invariants(Cloud cloud) {
        this.cloud = cloud;
    }

    /** A client was told that the file holds this. */
    public void acknowledged(FileId file, Bytes content) {
        acknowledged.put(file, content);
    }

    /** Files that clients were told of. */
    public int acknowledged() {
        return acknowledged.size();
    }

    /** Somebody is about to ask that this file, this folder, or this account's trash is purged. */
    public void purged(UUID subject) {
        purges.asked(subject);
    }

    /** Whether a file that was there is, or is about to be, no more, because its owner asked. */
    public boolean isGone(FileId file) {
        return purges.isGone(file);
    }

    /** The object under a long-term key is about to rot, or to be lost: its blob is to be found out. */
    public void rots(UUID longTermKey) {
        rotten.add(longTermKey);
    }

    /** From now on checks after each commit; what is broken is remembered, whoever catches what is thrown. */
    public void watch() {
        cloud.database.afterCommit(tables -> {
            try {
                hold(tables);
            } catch (AssertionError broken) {
                cloud.database.remember(broken.getMessage());
                throw broken;
            }
        });
    }

    /** Holds at every instant. */
    public void always() {
        assertThat(cloud.database.violations())
                .as("rules of the database, I11, I13")
                .isEmpty();
        cloud.database.<Void>read(tables -> {
            hold(tables);
            return null;
        });
    }

    private void hold(Tables tables) {
        once(tables);
        purges.look(tables);
        tables.accounts.values().forEach(row -> quota(tables, row));
        tables.files.values().forEach(file -> references(tables, file));
        tables.blobs.values().forEach(row -> content(row.blob()));
        tables.uploads.values().forEach(row -> upload(tables, row.upload()));
        tables.blobs.values().forEach(row -> isCarriedOn(tables, row.blob()));
        tables.keys.values().forEach(row -> standsForSomething(tables, row.claim()));
        Set<BlobId> referenced = referenced(tables);
        tables.blobs.values().forEach(row -> isReclaimed(tables, row.blob(), referenced));
        acknowledged.keySet().removeIf(purges::isGone);
        acknowledged.forEach((file, bytes) -> kept(tables, file, bytes));
    }

    /** A key and what it stands for come together; a key is forgotten first. */
    private static void standsForSomething(Tables tables, Claim claim) {
        boolean isThere = tables.uploads.containsKey(new UploadId(claim.resource()))
                || tables.folders.containsKey(new FolderId(claim.resource()));
        assertThat(isThere).as("I14 what a key stands for").isTrue();
    }

    /** Whoever repeats whatever: an upload that becomes a file adds one version, though either may be gone since. */
    private void once(Tables tables) {
        uploads(tables).filter(Invariants::isFile).map(Upload::id).forEach(merged::add);
        tables.files
                .values()
                .forEach(file -> IntStream.range(0, file.versions().size())
                        .forEach(number -> versions.add(new VersionOf(file.id(), number))));
        assertThat(versions.size()).as("I3 a version an upload").isEqualTo(merged.size());
    }

    private void quota(Tables tables, AccountRow row) {
        Account account = row.account();
        long used = tables.files.values().stream()
                .filter(file -> file.account().equals(account.id()))
                .flatMap(file -> file.versions().stream())
                .mapToLong(version -> version.size())
                .sum();
        long reserved = uploads(tables)
                .filter(upload -> upload.account().equals(account.id()) && isLive(upload))
                .mapToLong(upload -> upload.plan().size())
                .sum();
        assertThat(account.usedBytes()).as("I5 used").isEqualTo(used);
        assertThat(account.reservedBytes()).as("I5 reserved").isEqualTo(reserved);
        assertThat(used + reserved).as("I5 quota").isLessThanOrEqualTo(account.quotaBytes());
    }

    private static void references(Tables tables, FileRow file) {
        file.versions().forEach(version -> {
            BlobRow row = tables.blobs.get(version.blob());
            assertThat(row).as("I4 a version's blob").isNotNull();
            assertThat(row.blob().life()).as("I4 life").isIn(Life.LIVE, Life.QUARANTINED);
            assertThat(row.blob().plan().size()).as("I2 size").isEqualTo(version.size());
        });
    }

    /** What lives, or may be revived, is where its row says, whole and verified. */
    private void content(Blob blob) {
        if (!isAlive(blob) || rotten.contains(blob.longTermKey())) {
            return;
        }
        var object = blob.place() == Place.STORED
                ? cloud.longTerm.head(blob.longTermKey())
                : cloud.staging.head(blob.stagingKey());
        assertThat(object).as("I1, I7 object of a %s blob", blob.place()).isPresent();
        assertThat(object.get().attested()).as("I2 attested").contains(blob.contentId());
        assertThat(object.get().bytes().contentId()).as("I1 bytes").isEqualTo(blob.contentId());
    }

    private void upload(Tables tables, Upload upload) {
        if (upload.state() == UploadState.MERGING) {
            assertThat(isLive(tables, BeginMerge.jobOf(upload.id())))
                    .as("I8 a merge has its job")
                    .isTrue();
        }
        if (isFile(upload)) {
            FileId file = upload.file().orElseThrow();
            assertThat(tables.files.containsKey(file) || purges.isGone(file))
                    .as("I7 the file of an upload that is over")
                    .isTrue();
        }
        boolean taken = tables.blobs.values().stream()
                .anyMatch(row -> row.blob().stagingKey().equals(upload.stagingKey()));
        if (isLive(upload)) {
            assertThat(taken).as("a staging key belongs to one row").isFalse();
            assertThat(isLive(tables, new JobId(JobKind.CLEAN, upload.stagingKey())))
                    .as("a key in use is not cleaned")
                    .isFalse();
        } else if (!taken) {
            isCleanedUp(tables, upload.stagingKey());
        }
    }

    private void isCarriedOn(Tables tables, Blob blob) {
        JobId clean = new JobId(JobKind.CLEAN, blob.stagingKey());
        if (isAlive(blob) && blob.place() != Place.STORED) {
            assertThat(isLive(tables, TransferBlob.jobOf(blob.id())))
                    .as("I8 a blob under way has its job")
                    .isTrue();
            assertThat(tables.jobs).as("staged content is not cleaned").doesNotContainKey(clean);
        }
        assertThat(tables.verified.containsKey(blob.id()))
                .as("I2 stored content has the time of its verification, and no other content has one")
                .isEqualTo(blob.place() == Place.STORED);
        if (blob.place() == Place.STORED) {
            isCleanedUp(tables, blob.stagingKey());
        }
    }

    /** What nothing refers to is on its way out; nothing refers to what is. */
    private static void isReclaimed(Tables tables, Blob blob, Set<BlobId> referenced) {
        boolean isOnItsWay = isLive(tables, ReclaimBlob.jobOf(blob.id()));
        assertThat(isOnItsWay || referenced.contains(blob.id()))
                .as("I9 a %s blob that nothing refers to is reclaimed", blob.life())
                .isTrue();
    }

    static Set<BlobId> referenced(Tables tables) {
        return tables.files.values().stream()
                .flatMap(file -> file.versions().stream())
                .map(NewVersion::blob)
                .collect(Collectors.toSet());
    }

    /** A key that nothing needs has its clean job, or the job is done and forgotten and nothing is there. */
    private void isCleanedUp(Tables tables, UUID stagingKey) {
        boolean hasJob = tables.jobs.containsKey(new JobId(JobKind.CLEAN, stagingKey));
        boolean isEmpty = cloud.staging.head(stagingKey).isEmpty()
                && cloud.staging.multiparts(stagingKey).isEmpty();
        assertThat(hasJob || isEmpty)
                .as("I9 a key that nothing needs is cleaned")
                .isTrue();
    }

    private static void kept(Tables tables, FileId file, Bytes bytes) {
        assertThat(tables.files).as("I1 acknowledged file").containsKey(file);
        assertThat(tables.files.get(file).versions())
                .extracting(version -> tables.blobs.get(version.blob()).blob().contentId())
                .as("I1 acknowledged content")
                .contains(bytes.contentId());
    }

    /** Holds soon after faults have stopped: merges have ended, content is where it is to stay. */
    public void converged() {
        always();
        cloud.database.<Void>read(tables -> {
            Rest.converged(tables);
            return null;
        });
    }

    /** Holds when nothing is under way any more and every URL has been dead for long. */
    public void atRest() {
        always();
        cloud.database.<Void>read(tables -> {
            Rest.of(cloud, tables, rotten);
            return null;
        });
    }

    private static boolean isLive(Tables tables, JobId job) {
        JobRow row = tables.jobs.get(job);
        return row != null && row.state() != JobState.DONE;
    }

    static boolean isAlive(Blob blob) {
        return blob.life() == Life.LIVE || blob.life() == Life.TOMBSTONED;
    }

    static boolean isLive(Upload upload) {
        return upload.state() == UploadState.OPEN || upload.state() == UploadState.MERGING;
    }

    private static boolean isFile(Upload upload) {
        return upload.state() == UploadState.MERGED || upload.state() == UploadState.INSTANT;
    }

    static Stream<Upload> uploads(Tables tables) {
        return tables.uploads.values().stream().map(UploadRow::upload);
    }
}
