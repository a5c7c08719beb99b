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

    /** Zeros, for example: whoever holds them however often hides a few of the others' parts at worst. */
    @Test
    void a_digest_that_all_the_world_has_costs_a_bounded_look_and_hides_few() {
        Sha256 popular = World.digest("popular " + owner);
        Blob others = World.stored(account().id(), 1);
        RAW.sql("""
                INSERT INTO blob_part (blob_id, n, sha256)
                WITH digit (d) AS (SELECT 0 UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4
                  UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)
                SELECT ?, 2 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d, ?
                FROM digit a, digit b, digit c, digit e, (SELECT 0 AS d UNION ALL SELECT 1) f
                """).params(Columns.bytes(others.id().value()), popular.bytes()).update();
        List<Sha256> digests = new ArrayList<>(digests(250));
        digests.add(popular);
        mine(digests);

        assertThat(own(digests)).hasSizeGreaterThanOrEqualTo(250 - 100);
        assertThat(own(digests))
                .as("the account's own is behind all the others, where nobody looks")
                .extracting(OwnPart::sha256)
                .doesNotContain(popular);
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
