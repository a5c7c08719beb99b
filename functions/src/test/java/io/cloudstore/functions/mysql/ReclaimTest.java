package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.Columns.bytes;
import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.Account;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.DedupPolicy;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.DropVersions;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.HealFiles;
import io.cloudstore.core.drive.PlaceFile;
import io.cloudstore.core.drive.Purge;
import io.cloudstore.core.instant.InstantOutcome;
import io.cloudstore.core.instant.InstantRules;
import io.cloudstore.core.instant.KeepChallenge.Pending;
import io.cloudstore.core.instant.LimitClaims;
import io.cloudstore.core.instant.ProveContent;
import io.cloudstore.core.instant.TakeContent;
import io.cloudstore.core.sweep.ReclaimBlob;
import io.cloudstore.core.sweep.ReclaimRules;
import io.cloudstore.core.upload.Upload;
import io.cloudstore.core.upload.UploadLife;
import io.cloudstore.core.work.JobId;
import io.cloudstore.core.work.JobKind;
import io.cloudstore.core.work.LeaseJob;
import io.cloudstore.functions.draw.Drawing;
import io.cloudstore.protocol.content.Sha256;
import io.cloudstore.protocol.instant.Challenge;
import io.cloudstore.protocol.instant.Proof;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Reclamation on the real database: who purges, who takes a reference and who reclaims meet at every interleaving. */
class ReclaimTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final Account ann = account();
    private final Account bob = account();
    /** Long-term keys whose objects were removed. */
    private final Set<UUID> removed = ConcurrentHashMap.newKeySet();

    private final Purge purge = new Purge(
            MYSQL.unitOfWork(),
            MYSQL.lockAccount(),
            MYSQL.changeTrash(),
            MYSQL.dropEntries(),
            new DropVersions(MYSQL.chargeQuota(), MYSQL.armJob()),
            MYSQL.armJob(),
            job -> {});

    /** With a store that reads zeros, and nobody who waits for the time of the answer. */
    private final ProveContent prove = prove();

    private static ProveContent prove() {
        var rules = new InstantRules(
                1,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                new UploadLife(Duration.ofDays(7), Duration.ofDays(28)),
                new DedupPolicy(DedupPolicy.Scope.EVERYONE, 0));
        return new ProveContent(
                MYSQL.findUpload(),
                MYSQL.findBlob(),
                (blob, ranges, within) -> Optional.of(
                        ranges.stream().map(range -> new byte[range.length()]).toList()),
                new TakeContent(
                        MYSQL.unitOfWork(),
                        MYSQL.lockAccount(),
                        MYSQL.chargeQuota(),
                        MYSQL.storeUpload(),
                        MYSQL.storeBlob(),
                        new PlaceFile(MYSQL.findEntries(), MYSQL.storeEntries(), Drawing.fromSystem()),
                        MYSQL.armJob(),
                        Drawing.fromSystem(),
                        Clock.systemUTC()),
                MYSQL.keepChallenge(),
                new LimitClaims(MYSQL.countAttempts(), 1),
                moment -> {},
                rules,
                Clock.systemUTC());
    }

    /** Without a grace: what is tombstoned goes at once unless a reference saves it, and its row right after. */
    private final ReclaimBlob reclaim = reclaim(Duration.ZERO);

    private ReclaimBlob reclaim(Duration tombstone) {
        return reclaim(tombstone, MYSQL.leaseJob());
    }

    private ReclaimBlob reclaim(Duration tombstone, LeaseJob leases) {
        return new ReclaimBlob(
                MYSQL.unitOfWork(),
                MYSQL.findBlob(),
                MYSQL.storeBlob(),
                MYSQL.repointVersions(),
                MYSQL.reclaimRows(),
                key -> {},
                removed::add,
                leases,
                (name, detail) -> {},
                LEASE,
                new ReclaimRules(tombstone, Duration.ZERO),
                Clock.systemUTC());
    }

    /**
     * F37, I4: the last reference goes while another account takes one, by real threads. Whoever wins, no file points at
     * content that is gone, and content that nobody has leaves nothing behind.
     */
    @Test
    void deleting_the_last_reference_while_another_account_takes_one_five_hundred_times() {
        int saved = 0;
        int lost = 0;
        for (int round = 0; round < 500; round++) {
            Blob blob = shared();
            FileId last = used(ann, "last " + round, blob);
            String name = "taken " + round;
            int taker = round % 3;
            int lateness = round % 50;
            List<Boolean> took = Crowd.run(3, n -> {
                if (n == taker) {
                    think(lateness);
                    return take(bob, name, blob);
                }
                if (n == (taker + 1) % 3) {
                    purge.file(ann.id(), last);
                } else {
                    sweep(blob, 3);
                }
                return false;
            });
            boolean isTaken = took.contains(true);
            if (isTaken) {
                assertThat(life(blob)).contains(Life.LIVE);
            }
            assertThat(removed.contains(blob.longTermKey()) && isTaken)
                    .as("round %d: a file points at content that was removed", round)
                    .isFalse();
            sweep(blob, 5);
            assertThat(life(blob)).isEqualTo(isTaken ? Optional.of(Life.LIVE) : Optional.empty());
            saved += isTaken ? 1 : 0;
            lost += isTaken ? 0 : 1;
        }
        assertThat(MYSQL.storeAccount().find(ann.id()).orElseThrow().usedBytes())
                .isZero();
        assertThat(MYSQL.storeAccount().find(bob.id()).orElseThrow().usedBytes())
                .isEqualTo(saved * 1_000L);
        assertThat(saved).as("rounds in which the reference came in time").isPositive();
        assertThat(lost).as("rounds in which it came too late").isPositive();
    }

    /** Time that whoever takes a reference spends on reading before: from none to longer than the others need for all. */
    private static void think(int lookUps) {
        for (int i = 0; i < lookUps; i++) {
            assertThat(MYSQL.findBlob().find(new BlobId(World.id()))).isEmpty();
        }
    }

    /** Proves to have the content, which is zeros. */
    private boolean take(Account taker, String name, Blob seen) {
        long size = seen.plan().size();
        Upload upload = World.upload(taker.id(), size, name);
        MYSQL.unitOfWork()
                .run(() -> assertThat(MYSQL.chargeQuota().reserve(taker.id(), size))
                        .isTrue());
        Pending asked = World.challenge(upload, seen.contentId());
        MYSQL.keepChallenge().put(upload.id(), asked, upload.expiresAt());
        var challenge = new Challenge(upload.id().value(), asked.nonce(), size);
        List<Sha256> proofs = List.of(Proof.of(challenge, 0, new byte[(int) size]));
        return prove.prove(taker.id(), upload.id(), proofs, Instant.now()) instanceof InstantOutcome.Stored;
    }

    /** A reference that commits after the transaction of the sweep began, and before it holds the blob's lock, is seen. */
    @Test
    void a_snapshot_opened_before_the_reference_commits_deletes_nothing() {
        Blob blob = shared();
        boolean isReferenced = MYSQL.unitOfWork().run(() -> {
            assertThat(references(blob)).isZero();
            Crowd.run(1, n -> take(bob, "meanwhile", blob));
            MYSQL.storeBlob().lock(blob.id());
            return MYSQL.reclaimRows().isReferenced(blob.id());
        });
        assertThat(isReferenced).isTrue();
    }

    /** A reference that is taken in the grace revives the content, and the job that comes then leaves it. */
    @Test
    void content_that_is_referred_to_again_in_its_grace_stays() {
        Blob blob = shared();
        FileId last = used(ann, "last", blob);
        purge.file(ann.id(), last);
        reclaim(Duration.ofHours(1)).reclaim(blob.id());
        assertThat(life(blob)).contains(Life.TOMBSTONED);
        assertThat(take(bob, "again", blob)).isTrue();
        due(blob);
        reclaim.reclaim(blob.id());
        assertThat(life(blob)).contains(Life.LIVE);
        assertThat(removed).isEmpty();
    }

    @Test
    void content_waits_for_its_grace_and_for_its_transfer_before_it_goes() {
        Blob blob = shared();
        purge.file(ann.id(), used(ann, "last", blob));
        ReclaimBlob patient = reclaim(Duration.ofHours(1));
        patient.reclaim(blob.id());
        due(blob);
        patient.reclaim(blob.id());
        assertThat(life(blob)).contains(Life.TOMBSTONED);

        var transfer = new JobId(JobKind.TRANSFER, blob.id().value());
        MYSQL.armJob().arm(transfer, Duration.ZERO, "");
        var lease = MYSQL.leaseJob().lease(transfer, LEASE).orElseThrow();
        due(blob);
        reclaim.reclaim(blob.id());
        assertThat(life(blob)).contains(Life.TOMBSTONED);

        MYSQL.leaseJob().free(lease, Duration.ZERO, "", false);
        sweep(blob, 1);
        assertThat(life(blob)).contains(Life.DELETING);
        assertThat(removed).contains(blob.longTermKey());
        assertThat(take(bob, "too late", blob)).isFalse();
        sweep(blob, 1);
        assertThat(life(blob)).isEmpty();
        assertThat(MYSQL.findBlob().partDigests(blob.id())).isEmpty();
    }

    /** What refers to rotten content is pointed to good content while its owner purges it: it is one or the other, whole. */
    @Test
    void healing_while_the_file_is_purged_leaves_neither_a_reference_nor_a_blob_behind() {
        for (int round = 0; round < 60; round++) {
            Blob rotten = shared();
            FileId file = used(ann, "rotten " + round, rotten);
            quarantine(rotten);
            Blob good = again(rotten);
            var heal = new HealFiles(MYSQL.findBlob(), MYSQL.repointVersions(), MYSQL.armJob());
            Crowd.run(3, n -> {
                switch (n) {
                    case 0 -> purge.file(ann.id(), file);
                    case 1 ->
                        MYSQL.unitOfWork().run(() -> {
                            MYSQL.storeBlob().lock(good.id()).ifPresent(heal::with);
                            MYSQL.armJob().arm(ReclaimBlob.jobOf(good.id()), Duration.ZERO, "");
                        });
                    default -> sweep(rotten, 1);
                }
                return n;
            });
            assertThat(references(rotten) + references(good)).isZero();
            sweep(rotten, 5);
            sweep(good, 5);
            assertThat(life(rotten)).isEmpty();
            assertThat(life(good)).isEmpty();
        }
        assertThat(MYSQL.storeAccount().find(ann.id()).orElseThrow().usedBytes())
                .isZero();
    }

    @Test
    void files_of_quarantined_content_get_it_back_from_good_content_and_the_rotten_one_goes() {
        Blob rotten = shared();
        used(ann, "a", rotten);
        used(bob, "b", rotten);
        quarantine(rotten);
        Blob good = again(rotten);
        MYSQL.armJob().arm(ReclaimBlob.jobOf(rotten.id()), Duration.ZERO, "");
        sweep(rotten, 3);
        assertThat(references(good)).isEqualTo(2);
        assertThat(life(rotten)).isEmpty();
    }

    /**
     * Good content comes between the look for it and the end of the job, which it can't arm: it spent all that one
     * transaction may point elsewhere on others.
     */
    @Test
    void a_job_whose_content_could_be_healed_since_it_looked_does_not_end() {
        Blob rotten = shared();
        used(ann, "a", rotten);
        quarantine(rotten);
        JobId job = ReclaimBlob.jobOf(rotten.id());
        MYSQL.armJob().arm(job, Duration.ZERO, "");
        AtomicReference<Blob> good = new AtomicReference<>();
        reclaim(Duration.ZERO, beforeItIsHeld(() -> {
                    good.set(again(rotten));
                    MYSQL.armJob().arm(job, Duration.ZERO, "");
                }))
                .reclaim(rotten.id());
        assertThat(references(rotten)).isOne();
        sweep(rotten, 3);
        assertThat(references(good.get())).isOne();
        assertThat(life(rotten)).isEmpty();
    }

    /** Leases; before the first is held, another process does something. */
    private static LeaseJob beforeItIsHeld(Runnable meanwhile) {
        AtomicBoolean done = new AtomicBoolean();
        LeaseJob real = MYSQL.leaseJob();
        return (LeaseJob) Proxy.newProxyInstance(
                LeaseJob.class.getClassLoader(), new Class<?>[] {LeaseJob.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("hold") && !done.getAndSet(true)) {
                        Crowd.run(1, n -> {
                            meanwhile.run();
                            return n;
                        });
                    }
                    return method.invoke(real, arguments);
                });
    }

    /** The same content under new keys. */
    private static Blob again(Blob old) {
        List<Sha256> digests = MYSQL.findBlob().partDigests(old.id());
        return MYSQL.unitOfWork().run(() -> MYSQL.storeBlob().insertOrLock(dead(old.domain(), digests), digests));
    }

    private static Blob shared() {
        List<Sha256> digests = World.digests(1);
        return MYSQL.unitOfWork()
                .run(() -> MYSQL.storeBlob().insertOrLock(dead(Domain.INSTALLATION, digests), digests));
    }

    private static void quarantine(Blob blob) {
        MYSQL.unitOfWork().run(() -> {
            MYSQL.storeBlob().lock(blob.id());
            MYSQL.storeBlob().quarantine(blob.id());
        });
    }

    /** New content whose URLs are all dead. */
    private static Blob dead(Domain domain, List<Sha256> digests) {
        Blob blob = World.blob(domain, digests);
        return new Blob(
                blob.id(),
                blob.domain(),
                blob.plan(),
                blob.contentId(),
                blob.place(),
                blob.life(),
                blob.stagingKey(),
                World.NOW.minusSeconds(60),
                blob.longTermKey(),
                blob.longTermUpload());
    }

    private static FileId used(Account owner, String name, Blob blob) {
        FileId file = World.file(owner.id(), root(owner), name, blob);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(owner.id());
            MYSQL.chargeQuota().use(owner.id(), blob.plan().size());
        });
        return file;
    }

    private void sweep(Blob blob, int times) {
        for (int i = 0; i < times; i++) {
            due(blob);
            reclaim.reclaim(blob.id());
        }
    }

    /** Time passes for the blob's job, unless somebody holds it. */
    private static void due(Blob blob) {
        RAW.sql("UPDATE job SET due_at = UTC_TIMESTAMP(6) WHERE kind = 'RECLAIM' AND subject = ? AND state = 'READY'")
                .param(bytes(blob.id().value()))
                .update();
    }

    private static Optional<Life> life(Blob blob) {
        return MYSQL.findBlob().find(new BlobId(blob.id().value())).map(Blob::life);
    }

    private static int references(Blob blob) {
        return MYSQL.sql
                .sql("SELECT COUNT(*) FROM file_version WHERE blob_id = ?")
                .param(bytes(blob.id().value()))
                .query(Integer.class)
                .single();
    }
}
