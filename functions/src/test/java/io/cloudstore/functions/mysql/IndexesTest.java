package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.account.SessionId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.FindBlobs.FirstPart;
import io.cloudstore.core.blob.StoreBlobs.NewContent;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries.Position;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreFiles.NewFile;
import io.cloudstore.core.upload.StoreUploads.Merge;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadId;
import io.cloudstore.core.upload.UploadState;
import io.cloudstore.core.work.ClaimKeys.Claim;
import io.cloudstore.core.work.CreationKey;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.functions.mysql.ExplainingTemplate.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * No call's cost grows with what the installation holds: over tables with thousands of rows, every statement of every
 * port finds its rows through an index, and no page is sorted. The database itself is asked for its plan, with the
 * values that the call binds.
 */
@Order(Integer.MAX_VALUE) // the last class: what the others send is looked at too
class IndexesTest {
    private static final int ROWS = 3_000;
    private static final Connections POOL = Connections.to(TestDatabase.get().settings(2));
    private static final ExplainingTemplate SEEN = new ExplainingTemplate(POOL);
    private static final MySql MYSQL = new MySql(POOL, SEEN);

    private static final Account OWNER = World.account();
    private static final AccountId ID = OWNER.id();
    private static final FolderId ROOT = FolderId.rootOf(ID);

    @BeforeAll
    static void fill() {
        Bulk.fill(ID, ROWS);
    }

    @AfterAll
    static void close() {
        MYSQL.close();
    }

    private static void everyStepUsesAnIndex(Runnable call) {
        SEEN.steps().clear();
        call.run();
        assertThat(SEEN.steps()).isNotEmpty().allSatisfy(step -> {
            assertThat(step.isScan()).as("%s scans: %s", step.table(), step).isFalse();
            assertThat(step.isByIndex())
                    .as("%s has no index: %s", step.table(), step)
                    .isTrue();
        });
    }

    private static void noPageIsSorted() {
        assertThat(SEEN.steps()).filteredOn(Step::isOfAPage).noneMatch(Step::isSorted);
    }

    private static void inAUnit(Runnable call) {
        MYSQL.unitOfWork().run(call);
    }

    @Test
    void the_test_notices_a_scan() {
        SEEN.steps().clear();
        MYSQL.sql
                .sql("SELECT id FROM upload WHERE content_type = 'x' ORDER BY content_type LIMIT 5")
                .query(byte[].class)
                .list();
        assertThat(SEEN.steps()).anyMatch(Step::isScan);
    }

    @Test
    void accounts_and_sessions() {
        SessionId session = new SessionId(World.id());
        everyStepUsesAnIndex(() -> {
            MYSQL.storeAccount().find(ID);
            MYSQL.storeAccount().credentials(OWNER.name());
            MYSQL.storeAccount().rehash(ID, "hash");
            MYSQL.storeSession().begin(session, ID, "", World.digest("s" + session), NOW.plusSeconds(60));
            MYSQL.storeSession().isLive(session, ID, NOW);
            MYSQL.storeSession().revoke(session, NOW);
            inAUnit(() -> {
                MYSQL.lockAccount().lock(ID);
                MYSQL.chargeQuota().reserve(ID, 1);
                MYSQL.chargeQuota().use(ID, 1);
                MYSQL.chargeQuota().release(ID, 1);
                MYSQL.chargeQuota().giveBack(ID, 1);
                MYSQL.storeSession().lockToken(World.digest("s" + session));
                MYSQL.storeSession()
                        .rotate(session, World.digest("s" + session), World.digest("t" + session), NOW, NOW);
            });
        });
    }

    @Test
    void attempts_and_jobs() {
        JobId job = new JobId(JobKind.CLEAN, World.id());
        everyStepUsesAnIndex(() -> {
            MYSQL.countAttempts().count("k", "s", Duration.ofDays(1));
            MYSQL.countAttempts().peek("k", "s", Duration.ofDays(1));
            MYSQL.armJob().arm(job, Duration.ZERO, "");
            MYSQL.beginJobs().begin(List.of(job));
            var lease = MYSQL.leaseJob().lease(job, Duration.ofMinutes(1)).orElseThrow();
            MYSQL.leaseJob().renew(lease, Duration.ofMinutes(1));
            MYSQL.leaseJob().free(lease, Duration.ZERO, "", false);
            var again = MYSQL.leaseJob().lease(job, Duration.ofMinutes(1)).orElseThrow();
            inAUnit(() -> MYSQL.leaseJob().hold(again));
            MYSQL.leaseJob().close(again);
            MYSQL.findDueJobs().due(JobKind.CLEAN, Duration.ZERO, 10);
        });
        noPageIsSorted();
    }

    @Test
    void stored_content() {
        Blob blob = World.stored(ID, 2);
        World.file(ID, ROOT, "of " + blob.id(), blob);
        var digests = World.MYSQL.findBlob().partDigests(blob.id());
        World.RAW
                .sql("UPDATE `blob` SET life = 'TOMBSTONED' WHERE id = ?")
                .param(Columns.bytes(blob.id().value()))
                .update();
        everyStepUsesAnIndex(() -> {
            MYSQL.findBlob().find(blob.id());
            MYSQL.findBlob().findByStagingKey(blob.stagingKey());
            MYSQL.findBlob().partDigests(blob.id());
            MYSQL.findVerified().verified(blob.id());
            MYSQL.findOwnParts().ownParts(ID, Set.of(digests.getFirst(), World.digest("nobody's")));
            MYSQL.findOwnParts().ownParts(ID, Set.copyOf(World.digests(10)));
            MYSQL.findBlob().find(blob.domain(), blob.plan().size(), blob.contentId());
            MYSQL.findBlob().own(ID.value(), blob.plan().size(), blob.contentId());
            MYSQL.findBlob().sizedLike(blob.domain(), 0);
            MYSQL.findBlob().sizedLike(blob.domain(), Long.MAX_VALUE);
            MYSQL.findBlobs()
                    .ownersFirstParts(
                            ID.value(),
                            List.of(
                                    new FirstPart(blob.plan().size(), digests.getFirst()),
                                    new FirstPart(blob.plan().size(), World.digest("nobody's"))));
            MYSQL.findBlob().quarantinedLike(blob);
            MYSQL.findBlobs().withQuarantined(List.of(blob.id()));
            List<Blob> page = MYSQL.walkBlobs().next(new BlobId(new UUID(0, 0)), 100);
            MYSQL.walkBlobs().forgotten(page.getFirst().id(), page.getLast().id());
            MYSQL.walkBlobs().unverified(page.getFirst().id(), page.getLast().id());
            MYSQL.sampleBlobs().stored(World.id(), 32);
            MYSQL.sampleBlobs().digestOf(blob.id(), 1);
            MYSQL.knowKeys().staging(List.of(blob.stagingKey(), World.id()));
            MYSQL.knowKeys().longTerm(List.of(blob.longTermKey(), World.id()));
            inAUnit(() -> {
                MYSQL.repointVersions().repoint(blob.id(), blob.id(), 10);
                MYSQL.storeBlob().insertOrLock(World.blob(blob.domain(), digests), digests);
                MYSQL.storeBlobs()
                        .insertOrLock(List.of(
                                new NewContent(World.blob(blob.domain(), digests), digests),
                                new NewContent(World.blob(blob.domain(), World.digests(1)), World.digests(1))));
                MYSQL.storeBlob().lock(blob.id());
                MYSQL.storeBlob().isHeldBy(blob.id(), ID.value());
                MYSQL.storeBlob().revive(blob.id());
                MYSQL.storeBlob().copying(blob.id());
                MYSQL.storeBlob().longTermUpload(blob.id(), "m");
                MYSQL.storeBlob().forgetLongTermUpload(blob.id(), "m");
                MYSQL.storeBlob().stored(blob.id());
                MYSQL.storeBlob().recordVerified(blob.id());
                MYSQL.storeBlob().quarantine(blob.id());
                MYSQL.storeBlob().revive(blob.id());
            });
        });
        noPageIsSorted();
    }

    @Test
    void what_leaves() {
        Blob blob = World.stored(ID, 1);
        FolderId folder = World.folder(ID, ROOT, "leaves " + blob.id()).id();
        FileId file = World.file(ID, folder, "file", blob);
        FileId other = World.file(ID, ROOT, "other " + blob.id(), blob);
        everyStepUsesAnIndex(() -> inAUnit(() -> {
            MYSQL.lockAccount().lock(ID);
            MYSQL.storeEntries().trashFolder(ID, folder);
            MYSQL.storeEntries().trashFile(ID, file);
            MYSQL.storeEntries().trashFile(ID, other);
            MYSQL.findTrash().list(ID, Optional.empty(), 100);
            MYSQL.findTrash().find(ID, file.value());
            MYSQL.changeTrash().restoreFolder(ID, folder, new EntryName("re " + folder), ROOT);
            MYSQL.changeTrash().restoreFile(ID, file, new EntryName("re"), folder);
            MYSQL.storeEntries().trashFile(ID, file);
            MYSQL.storeEntries().trashFolder(ID, folder);
            MYSQL.changeTrash().empty(ID);
            MYSQL.changeTrash().purgeFile(ID, other);
            MYSQL.dropEntries().find(file.value());
            MYSQL.dropEntries().file(ID, other, 10);
            MYSQL.dropEntries().emptiedFiles(ID, 10);
            MYSQL.dropEntries().purgeEmptied(ID, 10);
            MYSQL.changeTrash().purgeFolder(ID, folder);
            MYSQL.dropEntries().find(ID.value());
            MYSQL.dropEntries().filesIn(ID, folder, 10);
            MYSQL.dropEntries().folderIn(folder);
            MYSQL.dropEntries().folder(ID, folder);
        }));
        noPageIsSorted();
        everyStepUsesAnIndex(() -> inAUnit(() -> {
            MYSQL.storeBlob().lock(blob.id());
            MYSQL.reclaimRows().isReferenced(blob.id());
            MYSQL.reclaimRows().isMoving(blob.id());
            MYSQL.reclaimRows().tombstone(blob.id());
            MYSQL.reclaimRows().tombstonedFor(blob.id());
            MYSQL.reclaimRows().deleting(blob.id());
            MYSQL.reclaimRows().drop(blob.id());
        }));
    }

    @Test
    void the_drive() {
        Blob blob = World.stored(ID, 1);
        FolderId folder = World.folder(ID, ROOT, "of " + blob.id()).id();
        FileId file = World.file(ID, folder, "file", blob);
        everyStepUsesAnIndex(() -> {
            MYSQL.findEntries().folder(ID, folder);
            MYSQL.findEntries().file(ID, file);
            MYSQL.findEntries().child(ID, folder, new EntryName("file"));
            MYSQL.findEntries().list(ID, ROOT, Optional.empty(), 100);
            MYSQL.findEntries().list(ID, ROOT, Optional.of(new Position(true, new EntryName("folder 1500"))), 100);
            MYSQL.findEntries().list(ID, ROOT, Optional.of(new Position(false, new EntryName("file 1500"))), 100);
            MYSQL.findEntries().list(ID, folder, Optional.empty(), 100);
            MYSQL.findEntries().nearestLiving(ID, folder);
            MYSQL.findEntries().isWithin(ID, folder, ROOT);
            MYSQL.findEntries().heightOf(ID, folder);
            inAUnit(() -> {
                MYSQL.storeEntries().addVersion(ID, file, World.version(blob));
                MYSQL.storeEntries().changeFile(ID, file, new EntryName("renamed"), folder);
                MYSQL.storeEntries().changeFolder(ID, folder, new EntryName("re " + folder), ROOT);
                MYSQL.storeEntries().trashFile(ID, file);
                MYSQL.storeEntries().trashFolder(ID, folder);
            });
        });
        noPageIsSorted();
    }

    @Test
    void uploads() {
        Upload upload = World.upload(ID, 1);
        everyStepUsesAnIndex(() -> {
            MYSQL.findUpload().find(upload.id());
            MYSQL.findUpload().findByStagingKey(upload.stagingKey());
            MYSQL.findUpload().open(ID, Optional.empty(), 100);
            MYSQL.findUpload().open(ID, Optional.of(upload.id()), 100);
            MYSQL.findUpload().parts(upload.id());
            MYSQL.findUpload().expired(NOW, 100);
            MYSQL.findUpload().unasked(NOW, 100);
            MYSQL.storeUpload().countOpen(ID);
            MYSQL.keepChallenge().put(upload.id(), World.challenge(upload), NOW);
            MYSQL.keepChallenge().use(upload.id(), NOW);
            inAUnit(() -> {
                MYSQL.storeUpload().lock(upload.id());
                MYSQL.storeUpload().record(upload.id(), World.parts(1));
                MYSQL.storeUpload().touch(upload.id(), NOW, NOW);
                MYSQL.storeUpload().multipart(upload.id(), "m");
                MYSQL.storeUpload().asked(upload.id());
                MYSQL.storeUpload().rekey(upload.id(), World.id(), NOW);
                MYSQL.storeUpload().move(upload.id(), UploadState.OPEN, UploadState.MERGING, NOW);
                MYSQL.storeUpload().merged(upload.id(), new FileId(World.id()), false, NOW);
                MYSQL.storeUpload().instant(upload.id(), new FileId(World.id()), false, NOW);
            });
        });
        noPageIsSorted();
    }

    @Test
    void many_at_once() {
        Blob blob = World.stored(ID, 1);
        Folder folder = World.folder(ID, ROOT, "many of " + blob.id());
        FileId file = World.file(ID, folder.id(), "file", blob);
        Upload upload = World.upload(ID, 1);
        Upload fresh = World.described(ID, 1);
        Claim claim = new Claim(CreationKey.of(ID.value(), "POST /v1/uploads", "key", "body"), World.id());
        everyStepUsesAnIndex(() -> {
            MYSQL.findUploads().find(List.of(upload.id(), new UploadId(World.id())));
            MYSQL.findUploads().parts(List.of(upload.id(), new UploadId(World.id())));
            MYSQL.findManyEntries().children(folder, List.of(new EntryName("file"), new EntryName("other")));
            MYSQL.findManyEntries().files(ID, List.of(file, new FileId(World.id())));
            inAUnit(() -> {
                MYSQL.claimKeys().claim(List.of(claim));
                MYSQL.claimKeys().release(List.of(claim));
                MYSQL.lockAccount().lock(ID);
                MYSQL.storeUploads().insert(Map.of(fresh, World.parts(1)));
                MYSQL.storeUploads().lock(List.of(upload.id(), fresh.id()));
                MYSQL.storeUploads().merged(List.of(new Merge(fresh.id(), file, false)), NOW);
                MYSQL.storeBlob().lock(blob.id());
                MYSQL.storeFiles()
                        .addFiles(
                                ID,
                                List.of(new NewFile(
                                        new FileId(World.id()),
                                        folder.id(),
                                        new EntryName("new"),
                                        World.version(blob),
                                        blob.contentId())));
                MYSQL.armJobs().arm(List.of(new JobId(JobKind.CLEAN, World.id())), Duration.ZERO, "");
            });
        });
        noPageIsSorted();
    }

    @Test
    void what_is_over() {
        everyStepUsesAnIndex(() -> MYSQL.forgetOld().forget(Duration.ofDays(30), 10));
        noPageIsSorted();
    }

    /**
     * The list above is whole: it has every statement that begins in the sources, and every one that the tests of the
     * adapters, which run before this class does, made them send in any composition.
     */
    @Test
    void every_statement_of_the_adapters_is_among_them() {
        accounts_and_sessions();
        attempts_and_jobs();
        stored_content();
        the_drive();
        what_leaves();
        uploads();
        many_at_once();
        what_is_over();

        String explained = SEEN.explained().stream().map(SqlInSources::normal).collect(Collectors.joining("\n"));
        assertThat(SqlInSources.beginnings()).hasSizeGreaterThan(40);
        assertThat(SqlInSources.beginnings())
                .filteredOn(ExplainingTemplate::looksForRows)
                .filteredOn(statement -> !explained.contains(statement))
                .as("statements in the sources whose plan nobody looked at")
                .isEmpty();
        assertThat(NotingPool.sent())
                .filteredOn(ExplainingTemplate::looksForRows)
                .map(SqlInSources::normal)
                .filteredOn(statement -> !explained.contains(statement))
                .as("statements that tests made the adapters send, whose plan nobody looked at")
                .isEmpty();
    }
}
