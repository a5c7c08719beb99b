package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.blob;
import static io.cloudstore.functions.mysql.World.digests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.BlobId;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.FindBlob;
import io.cloudstore.core.blob.FindBlobs.FirstPart;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.blob.Place;
import io.cloudstore.core.blob.StoreBlob;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.protocol.content.PartPlan;
import io.cloudstore.protocol.content.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class BlobsTest {
    private final FindBlob find = MYSQL.findBlob();
    private final StoreBlob store = MYSQL.storeBlob();
    private final AccountId owner = account().id();
    private final Domain domain = new Domain(owner.value());

    private Blob insertOrLock(Blob blob, List<Sha256> digests) {
        return MYSQL.unitOfWork().run(() -> store.insertOrLock(blob, digests));
    }

    private Blob now(Blob blob) {
        return find.find(blob.id()).orElseThrow();
    }

    private static void live(BlobId id, Life life) {
        RAW.sql("UPDATE `blob` SET life = ? WHERE id = ?")
                .params(life.name(), Columns.bytes(id.value()))
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1_001, PartPlan.MOST_PARTS})
    void content_is_found_as_it_was_added_with_its_parts_in_order(int parts) {
        List<Sha256> digests = digests(parts);
        Blob blob = blob(domain, digests);

        assertThat(insertOrLock(blob, digests)).isEqualTo(blob);
        assertThat(find.find(blob.id())).contains(blob);
        assertThat(find.findByStagingKey(blob.stagingKey())).contains(blob);
        assertThat(find.partDigests(blob.id())).isEqualTo(digests);
        assertThat(find.find(new BlobId(World.id()))).isEmpty();
        assertThat(find.findByStagingKey(UUID.randomUUID())).isEmpty();
    }

    @Test
    void the_same_content_comes_to_one_blob_and_a_repeat_changes_nothing() {
        List<Sha256> digests = digests(3);
        Blob first = blob(domain, digests);
        insertOrLock(first, digests);

        assertThat(insertOrLock(blob(domain, digests), digests)).isEqualTo(first);
        assertThat(insertOrLock(first, digests)).isEqualTo(first);
        assertThat(find.partDigests(first.id())).isEqualTo(digests);
    }

    @Test
    void the_same_content_in_another_domain_is_another_blob() {
        List<Sha256> digests = digests(1);
        Blob mine = insertOrLock(blob(domain, digests), digests);
        Blob everybodys = insertOrLock(blob(Domain.INSTALLATION, digests), digests);

        assertThat(mine.id()).isNotEqualTo(everybodys.id());
    }

    /** F35: two hundred merges of one new content at the same moment. */
    @Test
    void two_hundred_that_bring_the_same_content_at_once_share_one_blob() {
        List<Sha256> digests = digests(5);

        List<Blob> holders = Crowd.run(200, n -> insertOrLock(blob(domain, digests), digests));

        assertThat(holders).extracting(Blob::id).containsOnly(holders.getFirst().id());
        assertThat(find.partDigests(holders.getFirst().id())).isEqualTo(digests);
    }

    @Test
    void tombstoned_content_is_revived_by_a_new_reference() {
        Blob blob = World.stored(owner, 2);
        live(blob.id(), Life.TOMBSTONED);

        Blob revived = insertOrLock(blob(domain, digestsOf(blob)), digestsOf(blob));

        assertThat(revived.id()).isEqualTo(blob.id());
        assertThat(revived.life()).isEqualTo(Life.LIVE);
        assertThat(now(blob).life()).isEqualTo(Life.LIVE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Life.class,
            names = {"DELETING", "QUARANTINED"})
    void content_that_ended_makes_room_for_the_same_content_under_a_new_key(Life ended) {
        Blob old = World.stored(owner, 2);
        live(old.id(), ended);
        List<Sha256> digests = digestsOf(old);
        Blob fresh = blob(domain, digests);

        assertThat(insertOrLock(fresh, digests)).isEqualTo(fresh);
        assertThat(now(old).life()).isEqualTo(ended);
    }

    private List<Sha256> digestsOf(Blob blob) {
        return find.partDigests(blob.id());
    }

    @Test
    void a_key_of_another_content_is_refused_and_nothing_is_kept() {
        Blob first = World.stored(owner, 1);
        List<Sha256> digests = digests(1);
        Blob other = blob(domain, digests);
        Blob thief = new Blob(
                other.id(),
                domain,
                other.plan(),
                other.contentId(),
                other.place(),
                other.life(),
                first.stagingKey(),
                other.urlsDeadAt(),
                other.longTermKey(),
                Optional.empty());

        assertThatThrownBy(() -> insertOrLock(thief, digests)).isInstanceOf(IllegalStateException.class);
        assertThat(find.find(thief.id())).isEmpty();
    }

    @Test
    void content_is_verified_when_it_is_stored_by_the_databases_clock_and_not_sooner() {
        Blob blob = World.stored(owner, 2);
        MYSQL.unitOfWork().run(() -> store.copying(blob.id()));
        assertThat(MYSQL.findVerified().verified(blob.id())).isEmpty();
        Instant before = databaseNow();

        MYSQL.unitOfWork().run(() -> store.stored(blob.id()));

        assertThat(MYSQL.findVerified().verified(blob.id())).hasValueSatisfying(verified -> {
            assertThat(verified.plan()).isEqualTo(blob.plan());
            assertThat(verified.at()).isBetween(before, databaseNow());
        });
        assertThat(MYSQL.findVerified().verified(new BlobId(World.id()))).isEmpty();
    }

    /** As the migration finds it: when it was verified, nobody wrote down. */
    @Test
    void content_that_was_stored_before_the_time_was_kept_has_none() {
        Blob blob = World.stored(owner, 2);
        RAW.sql("UPDATE `blob` SET place = 'STORED' WHERE id = ?")
                .params(Columns.bytes(blob.id().value()))
                .update();

        assertThat(MYSQL.findVerified().verified(blob.id())).isEmpty();
    }

    private static Instant databaseNow() {
        return RAW.sql("SELECT UTC_TIMESTAMP(6) AS now")
                .query((row, n) -> Columns.instant(row, "now"))
                .single();
    }

    @Test
    void a_place_only_goes_forward() {
        Blob blob = World.stored(owner, 1);
        MYSQL.unitOfWork().run(() -> store.copying(blob.id()));
        assertThat(now(blob).place()).isEqualTo(Place.COPYING);

        MYSQL.unitOfWork().run(() -> store.stored(blob.id()));
        MYSQL.unitOfWork().run(() -> store.copying(blob.id()));
        assertThat(now(blob).place()).isEqualTo(Place.STORED);
        assertThat(MYSQL.unitOfWork()
                        .run(() -> store.lock(blob.id()))
                        .orElseThrow()
                        .place())
                .isEqualTo(Place.STORED);
    }

    @Test
    void of_many_multipart_uploads_for_one_blob_one_is_in_force_until_it_is_forgotten() {
        Blob blob = World.stored(owner, 2);

        List<String> inForce = Crowd.run(
                20, n -> MYSQL.unitOfWork().<String>run(() -> store.longTermUpload(blob.id(), "multipart " + n)));
        assertThat(inForce).containsOnly(inForce.getFirst());
        assertThat(now(blob).longTermUpload()).contains(inForce.getFirst());

        MYSQL.unitOfWork().run(() -> store.forgetLongTermUpload(blob.id(), "another"));
        assertThat(now(blob).longTermUpload()).contains(inForce.getFirst());
        MYSQL.unitOfWork().run(() -> store.forgetLongTermUpload(blob.id(), inForce.getFirst()));
        assertThat(now(blob).longTermUpload()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void living_content_is_quarantined_and_what_is_dying_stays_as_it_is(Life before) {
        Blob blob = World.stored(owner, 1);
        live(blob.id(), before);
        MYSQL.unitOfWork().run(() -> store.quarantine(blob.id()));

        assertThat(now(blob).life()).isEqualTo(before == Life.DELETING ? Life.DELETING : Life.QUARANTINED);
    }

    @Test
    void an_account_holds_what_a_file_of_its_own_has() {
        Blob blob = World.stored(owner, 2);
        Sha256 first = digestsOf(blob).getFirst();
        long size = blob.plan().size();
        assertThat(holds(owner.value(), size, first)).isFalse();
        FileId file = World.file(owner, FolderId.rootOf(owner), "held", blob);

        assertThat(holds(owner.value(), size, first)).isTrue();
        assertThat(holds(account().id().value(), size, first)).isFalse();
        assertThat(holds(owner.value(), size + 1, first)).isFalse();
        assertThat(holds(owner.value(), size, digestsOf(blob).getLast())).isFalse();
        assertThat(holds(owner.value(), size, sameFirstBytes(first))).isFalse();

        MYSQL.unitOfWork().run(() -> MYSQL.storeEntries().trashFile(owner, file));
        assertThat(holds(owner.value(), size, first)).isTrue();
        live(blob.id(), Life.QUARANTINED);
        assertThat(holds(owner.value(), size, first)).isFalse();
    }

    @Test
    void living_content_is_found_by_what_it_is_within_its_domain_alone() {
        Blob blob = World.stored(owner, 2);
        long size = blob.plan().size();

        assertThat(find.find(domain, size, blob.contentId())).contains(blob);
        assertThat(find.find(Domain.INSTALLATION, size, blob.contentId())).isEmpty();
        assertThat(find.find(domain, size + 1, blob.contentId())).isEmpty();
        live(blob.id(), Life.TOMBSTONED);
        assertThat(find.find(domain, size, blob.contentId())).map(Blob::id).contains(blob.id());
        for (Life ended : List.of(Life.QUARANTINED, Life.DELETING)) {
            live(blob.id(), ended);
            assertThat(find.find(domain, size, blob.contentId())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_accounts_own_content_is_what_its_files_have_in_whichever_domain(boolean everybodys) {
        List<Sha256> digests = digests(2);
        Blob blob = insertOrLock(blob(everybodys ? Domain.INSTALLATION : domain, digests), digests);
        long size = blob.plan().size();
        assertThat(find.own(owner.value(), size, blob.contentId()))
                .as("no file has it")
                .isEmpty();
        FileId file = World.file(owner, FolderId.rootOf(owner), "own", blob);

        assertThat(find.own(owner.value(), size, blob.contentId())).contains(blob);
        assertThat(find.own(account().id().value(), size, blob.contentId())).isEmpty();
        assertThat(find.own(owner.value(), size + 1, blob.contentId())).isEmpty();
        MYSQL.unitOfWork().run(() -> MYSQL.storeEntries().trashFile(owner, file));
        assertThat(find.own(owner.value(), size, blob.contentId()))
                .as("in the trash")
                .contains(blob);
        live(blob.id(), Life.QUARANTINED);
        assertThat(find.own(owner.value(), size, blob.contentId())).isEmpty();
        live(blob.id(), Life.LIVE);
        RAW.sql("UPDATE file SET state = 'PURGED' WHERE id = ?")
                .param(Columns.bytes(file.value()))
                .update();
        assertThat(find.own(owner.value(), size, blob.contentId())).isEmpty();
    }

    @Test
    void a_later_version_is_ones_own_too() {
        Blob first = World.stored(owner, 1);
        Blob second = World.stored(owner, 1);
        FileId file = World.file(owner, FolderId.rootOf(owner), "twice", first);
        MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(owner);
            MYSQL.storeEntries().addVersion(owner, file, World.version(second));
        });

        for (Blob each : List.of(first, second)) {
            assertThat(find.own(owner.value(), each.plan().size(), each.contentId()))
                    .contains(each);
        }
    }

    @Test
    void whether_an_account_holds_a_blob_is_read_under_the_blobs_lock() {
        Blob blob = World.stored(owner, 1);
        FileId file = World.file(owner, FolderId.rootOf(owner), "held", blob);
        AccountId other = account().id();
        MYSQL.unitOfWork().run(() -> {
            store.lock(blob.id());
            assertThat(store.isHeldBy(blob.id(), owner.value())).isTrue();
            assertThat(store.isHeldBy(blob.id(), other.value())).isFalse();
        });
        RAW.sql("UPDATE file SET state = 'PURGED' WHERE id = ?")
                .param(Columns.bytes(file.value()))
                .update();
        MYSQL.unitOfWork()
                .run(() -> assertThat(store.isHeldBy(blob.id(), owner.value())).isFalse());
    }

    /** In a domain of one's own, so that what other tests add does not count. */
    @Test
    void something_of_a_like_size_is_the_next_larger_or_else_the_largest() {
        assertThat(find.sizedLike(domain, 0)).isEmpty();
        Blob small = World.stored(owner, 1);
        Blob middle = World.stored(owner, 2);
        Blob large = World.stored(owner, 4);

        assertThat(find.sizedLike(domain, 0)).contains(small);
        assertThat(find.sizedLike(domain, small.plan().size())).contains(small);
        assertThat(find.sizedLike(domain, small.plan().size() + 1)).contains(middle);
        assertThat(find.sizedLike(domain, large.plan().size() + 1)).contains(large);
        live(middle.id(), Life.QUARANTINED);
        assertThat(find.sizedLike(domain, small.plan().size() + 1)).contains(large);
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void only_tombstoned_content_is_revived(Life before) {
        Blob blob = World.stored(owner, 1);
        live(blob.id(), before);
        MYSQL.unitOfWork().run(() -> store.revive(blob.id()));

        assertThat(now(blob).life()).isEqualTo(before == Life.TOMBSTONED ? Life.LIVE : before);
    }

    /** Equal where the index looks, different after it. */
    private static Sha256 sameFirstBytes(Sha256 digest) {
        byte[] bytes = digest.bytes();
        bytes[31] ^= 1;
        return Sha256.of(bytes);
    }

    /**
     * The interleaving of the order of locks: a sweep's transaction reads, then somebody takes a reference and commits,
     * then the sweep locks the blob and asks again. A snapshot from its first read would show no reference, and the
     * sweep would delete living content.
     */
    @Test
    void a_sweep_that_opened_its_snapshot_before_a_reference_committed_sees_the_reference_under_the_lock() {
        Blob blob = World.stored(owner, 1);
        Sha256 first = digestsOf(blob).getFirst();
        MYSQL.unitOfWork().run(() -> {
            assertThat(references(blob)).as("opens the snapshot").isZero();
            Crowd.run(1, n -> World.file(owner, FolderId.rootOf(owner), "new reference", blob));

            store.lock(blob.id());
            assertThat(references(blob)).isEqualTo(1);
            assertThat(holds(owner.value(), blob.plan().size(), first)).isTrue();
        });
    }

    /** F37: the last reference goes while others take new ones; whoever got one holds living content. */
    @Test
    void a_reference_never_points_at_content_that_is_being_deleted() {
        for (int round = 0; round < 5; round++) {
            List<Sha256> digests = digests(1);
            Crowd.run(24, n -> n % 3 == 0 ? collect(digests) : refer(digests, n));

            long broken = RAW.sql("""
                    SELECT COUNT(*) FROM file_version v JOIN `blob` b ON b.id = v.blob_id
                    WHERE b.content_id = ? AND b.life <> 'LIVE'
                    """)
                    .param(digests.getFirst().bytes())
                    .query(Long.class)
                    .single();
            assertThat(broken).isZero();
        }
    }

    private boolean refer(List<Sha256> digests, int n) {
        return MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(owner);
            Blob held = store.insertOrLock(blob(domain, digests), digests);
            MYSQL.storeEntries()
                    .addFile(
                            owner,
                            new FileId(World.id()),
                            FolderId.rootOf(owner),
                            new EntryName("f" + n + digests.getFirst()),
                            World.version(held));
            return true;
        });
    }

    /** What the sweep does to content that nothing refers to. */
    private boolean collect(List<Sha256> digests) {
        return MYSQL.unitOfWork().run(() -> {
            Blob held = store.insertOrLock(blob(domain, digests), digests);
            if (references(held) == 0) {
                MYSQL.sql
                        .sql("UPDATE `blob` SET life = 'DELETING' WHERE id = :id")
                        .param("id", Columns.bytes(held.id().value()))
                        .update();
            }
            return false;
        });
    }

    private static long references(Blob blob) {
        return MYSQL.sql
                .sql("SELECT COUNT(*) FROM file_version WHERE blob_id = :id")
                .param("id", Columns.bytes(blob.id().value()))
                .query(Long.class)
                .single();
    }

    /** I4, whatever the code does. */
    @Test
    void the_database_itself_refuses_to_drop_content_that_a_file_has() {
        Blob blob = World.stored(owner, 1);
        World.file(owner, FolderId.rootOf(owner), "precious", blob);

        assertThatThrownBy(() -> RAW.sql("DELETE FROM `blob` WHERE id = ?")
                        .param(Columns.bytes(blob.id().value()))
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private static boolean holds(UUID owner, long size, Sha256 firstPart) {
        FirstPart asked = new FirstPart(size, firstPart);
        return MYSQL.findBlobs()
                .ownersFirstParts(owner, List.of(asked, new FirstPart(size, World.digest("nobody's"))))
                .equals(Set.of(asked));
    }
}
