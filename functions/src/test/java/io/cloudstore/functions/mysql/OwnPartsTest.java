package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.RAW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.digests;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.blob.Domain;
import io.cloudstore.core.blob.Life;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.instant.FindOwnParts.OwnPart;
import io.cloudstore.protocol.content.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnPartsTest {
    private final AccountId owner = account().id();
    private int files;

    private List<OwnPart> own(List<Sha256> digests) {
        return MYSQL.findOwnParts().ownParts(owner, Set.copyOf(digests));
    }

    private FileId holds(AccountId account, Blob blob) {
        return World.file(account, FolderId.rootOf(account), "file " + ++files, blob);
    }

    private static Blob stored(Domain domain, List<Sha256> digests) {
        Blob blob = World.blob(domain, digests);
        return MYSQL.unitOfWork().run(() -> MYSQL.storeBlob().insertOrLock(blob, digests));
    }

    private Blob mine(List<Sha256> digests) {
        Blob blob = stored(new Domain(owner.value()), digests);
        holds(owner, blob);
        return blob;
    }

    @Test
    void each_digest_is_found_with_its_content_and_its_number_there() {
        List<Sha256> digests = digests(3);
        Blob blob = mine(digests);
        List<Sha256> asked = new ArrayList<>(digests.subList(1, 3));
        asked.add(World.digest("nobody's"));

        assertThat(own(asked))
                .containsExactlyInAnyOrder(new OwnPart(digests.get(1), blob, 2), new OwnPart(digests.get(2), blob, 3));
    }

    @Test
    void a_thousand_digests_and_more_are_found() {
        List<Sha256> digests = digests(1_001);
        mine(digests);

        assertThat(own(digests)).extracting(OwnPart::n).doesNotHaveDuplicates().hasSize(1_001);
        assertThat(own(List.of())).isEmpty();
    }

    @Test
    void of_a_digest_that_is_held_often_one_part_comes_the_first_of_the_newest_content() {
        Sha256 often = World.digest("often " + owner);
        Blob old = mine(List.of(often, World.digest("a"), often));
        Blob fresh = mine(List.of(World.digest("b"), often, often));
        holds(owner, fresh);

        assertThat(own(List.of(often))).containsExactly(new OwnPart(often, fresh, 2));
        assertThat(old.id()).isNotEqualTo(fresh.id());
    }

    /** Also where the content is everybody's. */
    @Test
    void what_others_hold_is_not_found() {
        List<Sha256> digests = digests(2);
        Blob everybodys = stored(Domain.INSTALLATION, digests);
        holds(account().id(), everybodys);
        assertThat(own(digests)).isEmpty();

        holds(owner, everybodys);
        assertThat(own(digests)).hasSize(2);
    }

    @Test
    void what_lies_in_the_trash_is_found_and_what_was_purged_is_not() {
        List<Sha256> digests = digests(2);
        FileId file = holds(owner, stored(Domain.INSTALLATION, digests));
        MYSQL.unitOfWork().run(() -> MYSQL.storeEntries().trashFile(owner, file));
        assertThat(own(digests)).hasSize(2);

        RAW.sql("UPDATE file SET state = 'PURGED' WHERE id = ?")
                .param(Columns.bytes(file.value()))
                .update();
        assertThat(own(digests)).isEmpty();
    }

    @Test
    void content_that_nobody_refers_to_is_not_found() {
        List<Sha256> digests = digests(2);
        stored(new Domain(owner.value()), digests);

        assertThat(own(digests)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Life.class)
    void only_living_content_is_found(Life life) {
        List<Sha256> digests = digests(2);
        Blob blob = mine(digests);
        RAW.sql("UPDATE `blob` SET life = ? WHERE id = ?")
                .params(life.name(), Columns.bytes(blob.id().value()))
                .update();

        assertThat(own(digests)).hasSize(life == Life.LIVE ? 2 : 0);
    }

    /** Zeros, for example. */
    @Test
    void a_part_that_all_the_world_has_hides_none_that_are_asked_for_beside_it() {
        Sha256 popular = World.digest("popular " + owner);
        manyContentsWith(popular, account().id());
        List<Sha256> digests = new ArrayList<>(digests(250));
        digests.add(popular);
        holds(owner, stored(Domain.INSTALLATION, digests));

        assertThat(own(digests))
                .as("the account's own is behind those of all the others, where nobody looks")
                .extracting(OwnPart::sha256)
                .containsExactlyInAnyOrderElementsOf(digests.subList(0, 250));
    }

    /** Or a file's answers would tell what others have. */
    @Test
    void how_often_others_store_a_part_in_their_own_domains_changes_nothing() {
        Sha256 popular = World.digest("popular " + owner);
        AccountId others = account().id();
        manyContentsWith(popular, others);
        RAW.sql("UPDATE blob_part SET domain = ? WHERE domain = ? AND sha256 = ?")
                .params(Columns.bytes(others.value()), Columns.bytes(Domain.INSTALLATION.value()), popular.bytes())
                .update();
        Blob blob = mine(List.of(World.digest("first " + owner), popular));

        assertThat(own(List.of(popular))).containsExactly(new OwnPart(popular, blob, 2));
    }

    @Test
    void a_part_that_a_content_has_ten_thousand_times_is_looked_at_once() {
        Sha256 zeros = World.digest("zeros " + owner);
        Blob image = stored(Domain.INSTALLATION, Collections.nCopies(10_000, zeros));
        holds(account().id(), image);
        Blob blob = stored(Domain.INSTALLATION, List.of(World.digest("first " + owner), zeros, zeros));
        holds(owner, blob);

        assertThat(own(List.of(zeros))).containsExactly(new OwnPart(zeros, blob, 2));
    }

    /** More contents of everybody's than are looked at, older than any that comes after. */
    private static void manyContentsWith(Sha256 digest, AccountId holder) {
        for (int i = 0; i < 120; i++) {
            World.file(
                    holder,
                    FolderId.rootOf(holder),
                    "image " + i,
                    stored(Domain.INSTALLATION, List.of(digest, World.digest(digest + " " + i))));
        }
    }

    /** The index knows the first eight bytes. */
    @Test
    void a_digest_that_begins_alike_is_another() {
        List<Sha256> digests = digests(2);
        mine(digests);
        Set<Sha256> alike = new HashSet<>();
        for (Sha256 digest : digests) {
            byte[] bytes = digest.bytes();
            bytes[31] ^= 1;
            alike.add(Sha256.of(bytes));
        }

        assertThat(MYSQL.findOwnParts().ownParts(owner, alike)).isEmpty();
    }
}
