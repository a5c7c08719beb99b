package io.cloudstore.functions.mysql;

import static io.cloudstore.functions.mysql.World.MYSQL;
import static io.cloudstore.functions.mysql.World.NOW;
import static io.cloudstore.functions.mysql.World.account;
import static io.cloudstore.functions.mysql.World.file;
import static io.cloudstore.functions.mysql.World.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudstore.core.account.AccountId;
import io.cloudstore.core.blob.Blob;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileEntry;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries;
import io.cloudstore.core.drive.FindEntries.Position;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.StoreEntries;
import io.cloudstore.core.drive.StoreEntries.NewVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

class EntriesTest {
    private final FindEntries find = MYSQL.findEntries();
    private final StoreEntries store = MYSQL.storeEntries();
    private final AccountId owner = account().id();
    private final FolderId root = FolderId.rootOf(owner);
    private final Blob blob = World.stored(owner, 2);

    private void write(Runnable change) {
        MYSQL.unitOfWork().run(() -> {
            MYSQL.lockAccount().lock(owner);
            change.run();
        });
    }

    private List<String> names(FolderId folder) {
        return find.list(owner, folder, Optional.empty(), 1_000).stream()
                .map(entry -> entry.name().value())
                .toList();
    }

    @Test
    void a_folder_is_found_as_it_was_added_by_its_own_account_only() {
        Folder outer = folder(owner, root, "outer");
        Folder inner = folder(owner, outer.id(), "inner");

        assertThat(inner.depth()).isEqualTo(2);
        assertThat(find.folder(owner, inner.id())).contains(inner);
        assertThat(find.child(owner, outer.id(), inner.name())).contains(new Entry.Sub(inner));
        assertThat(find.folder(account().id(), inner.id())).isEmpty();
        assertThat(find.folder(owner, new FolderId(World.id()))).isEmpty();
    }

    @Test
    void a_file_is_found_with_its_version_and_its_content() {
        FileId id = file(owner, root, "notes.txt", blob);
        FileEntry file = find.file(owner, id).orElseThrow();

        assertThat(file.createdAt()).isBetween(NOW.minusSeconds(600), NOW.plusSeconds(600));
        assertThat(file.contentAt())
                .isBetween(file.createdAt(), file.createdAt().plusSeconds(60));
        assertThat(file)
                .isEqualTo(new FileEntry(
                        id,
                        root,
                        new EntryName("notes.txt"),
                        1,
                        blob.id(),
                        blob.plan().size(),
                        blob.contentId(),
                        blob.place(),
                        blob.life(),
                        "text/plain",
                        file.createdAt(),
                        file.contentAt(),
                        Optional.of(NOW.minusSeconds(3_600))));
        assertThat(find.child(owner, root, file.name())).contains(new Entry.Item(file));
        assertThat(find.file(account().id(), id)).isEmpty();
        assertThat(find.file(owner, new FileId(World.id()))).isEmpty();
    }

    @Test
    void a_new_version_is_the_current_one_and_the_one_before_stays() {
        FileId id = file(owner, root, "notes.txt", blob);
        FileEntry first = find.file(owner, id).orElseThrow();
        Blob next = World.stored(owner, 1);
        write(() -> store.addVersion(owner, id, new NewVersion(next.id(), 5, "text/html", Optional.empty())));

        FileEntry file = find.file(owner, id).orElseThrow();
        assertThat(file.version()).isEqualTo(2);
        assertThat(file.blob()).isEqualTo(next.id());
        assertThat(file.modifiedAt()).isEmpty();
        assertThat(file.createdAt()).isEqualTo(first.createdAt());
        assertThat(file.contentAt()).isAfter(first.contentAt());
        assertThat(World.RAW
                        .sql("SELECT blob_id FROM file_version WHERE file_id = ? ORDER BY number")
                        .param(Columns.bytes(id.value()))
                        .query((row, n) -> Columns.uuid(row, "blob_id"))
                        .list())
                .containsExactly(blob.id().value(), next.id().value());
    }

    /** Its server runs at +09:30; a time that went through any zone would come back shifted. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/St_Johns", "Pacific/Kiritimati"})
    void times_come_back_to_the_microsecond_whatever_the_zone(String zone) {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            Folder folder = folder(owner, root, "in " + zone.replace('/', ' '));
            assertThat(find.folder(owner, folder.id()).orElseThrow().createdAt())
                    .isEqualTo(NOW);
            FileEntry file = find.file(owner, file(owner, root, "of " + zone.replace('/', ' '), blob))
                    .orElseThrow();
            assertThat(file.modifiedAt()).contains(NOW.minusSeconds(3_600));
            assertThat(file.createdAt()).isBetween(NOW.minusSeconds(600), NOW.plusSeconds(600));
            assertThat(file.contentAt())
                    .isBetween(file.createdAt(), file.createdAt().plusSeconds(60));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void names_that_differ_in_any_byte_are_different_names() {
        List<String> names = List.of(
                "a",
                "a ",
                "a  ",
                "A",
                "ä",
                "å",
                "æ",
                "ß",
                "ss",
                "報告 \"2026\" ; a.pdf",
                "😀",
                "😁",
                "ﬁ",
                "fi",
                "İ",
                "i",
                "ı");
        names.forEach(name -> file(owner, root, name, blob));

        assertThat(names(root)).containsExactlyInAnyOrderElementsOf(names);
        for (String name : names) {
            assertThat(find.child(owner, root, new EntryName(name)))
                    .hasValueSatisfying(
                            entry -> assertThat(entry.name().value()).isEqualTo(name));
        }
        assertThat(find.child(owner, root, new EntryName("a\u0308")))
                .as("another spelling of ä is the same name")
                .hasValueSatisfying(entry -> assertThat(entry.name().value()).isEqualTo("ä"));
    }

    @Test
    void a_name_of_255_bytes_comes_back() {
        String longest = "é".repeat(127) + "x";
        folder(owner, root, longest);

        assertThat(names(root)).containsExactly(longest);
    }

    @Test
    void two_living_entries_of_a_kind_never_share_a_name_and_trash_makes_room() {
        FileId first = file(owner, root, "taken", blob);
        assertThatThrownBy(() -> file(owner, root, "taken", blob)).isInstanceOf(DuplicateKeyException.class);
        write(() -> store.trashFile(owner, first));
        FileId second = file(owner, root, "taken", blob);
        write(() -> store.trashFile(owner, second));

        Folder folder = folder(owner, root, "taken");
        assertThatThrownBy(() -> folder(owner, root, "taken")).isInstanceOf(DuplicateKeyException.class);
        write(() -> store.trashFolder(owner, folder.id()));
        folder(owner, root, "taken");
        assertThat(names(root)).containsExactly("taken");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 100})
    void pages_show_folders_then_files_in_the_order_of_bytes_each_once(int limit) {
        for (String name : List.of("b", "a", "Z", "é")) {
            folder(owner, root, name);
        }
        for (String name : List.of("2", "10", "b2")) {
            file(owner, root, name, blob);
        }
        write(() -> store.trashFile(owner, file(owner, root, "1 gone", blob)));
        folder(
                owner,
                ((Entry.Sub) find.child(owner, root, new EntryName("a")).orElseThrow())
                        .folder()
                        .id(),
                "deeper");

        List<Entry> all = new ArrayList<>();
        List<Entry> page = find.list(owner, root, Optional.empty(), limit);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page);
            Entry last = page.getLast();
            page = find.list(owner, root, Optional.of(new Position(last instanceof Entry.Sub, last.name())), limit);
        }
        assertThat(all).extracting(entry -> entry.name().value()).containsExactly("Z", "a", "b", "é", "10", "2", "b2");
    }

    @Test
    void what_lies_below_a_trashed_folder_is_found_no_more() {
        Folder outer = folder(owner, root, "outer");
        Folder middle = folder(owner, outer.id(), "middle");
        Folder inner = folder(owner, middle.id(), "inner");
        FileId id = file(owner, inner.id(), "file", blob);
        write(() -> store.trashFolder(owner, outer.id()));

        assertThat(find.folder(owner, outer.id())).isEmpty();
        assertThat(find.folder(owner, inner.id())).isEmpty();
        assertThat(find.file(owner, id)).isEmpty();
        assertThat(find.child(owner, inner.id(), new EntryName("file"))).isEmpty();
        assertThat(find.child(owner, root, outer.name())).isEmpty();
        assertThat(find.list(owner, inner.id(), Optional.empty(), 10)).isEmpty();
        assertThat(find.list(owner, root, Optional.empty(), 10)).isEmpty();
    }

    @Test
    void the_nearest_living_folder_is_the_last_one_before_the_trash() {
        Folder outer = folder(owner, root, "outer");
        Folder middle = folder(owner, outer.id(), "middle");
        Folder inner = folder(owner, middle.id(), "inner");
        assertThat(find.nearestLiving(owner, inner.id())).isEqualTo(inner);

        write(() -> store.trashFolder(owner, inner.id()));
        assertThat(find.nearestLiving(owner, inner.id())).isEqualTo(middle);
        write(() -> store.trashFolder(owner, outer.id()));
        assertThat(find.nearestLiving(owner, inner.id()).id()).isEqualTo(root);
        assertThat(find.nearestLiving(owner, new FolderId(World.id())).id()).isEqualTo(root);
        assertThat(find.nearestLiving(owner, FolderId.rootOf(account().id())).id())
                .as("another account's folder")
                .isEqualTo(root);
    }

    @Test
    void a_drive_as_deep_as_it_may_be_knows_its_depths_and_heights() {
        List<Folder> chain = new ArrayList<>();
        FolderId parent = root;
        for (int depth = 1; depth <= 65; depth++) {
            Folder folder = folder(owner, parent, "level " + depth);
            assertThat(folder.depth()).isEqualTo(depth);
            chain.add(folder);
            parent = folder.id();
        }
        FolderId top = chain.getFirst().id();
        FolderId bottom = chain.getLast().id();

        assertThat(find.folder(owner, bottom).orElseThrow().depth()).isEqualTo(65);
        assertThat(find.file(owner, file(owner, bottom, "deep", blob))).isPresent();
        assertThat(find.heightOf(owner, root)).isEqualTo(65);
        assertThat(find.heightOf(owner, top)).isEqualTo(64);
        assertThat(find.heightOf(owner, bottom)).isZero();
        assertThat(find.isWithin(owner, bottom, top)).isTrue();
        assertThat(find.isWithin(owner, bottom, bottom)).isTrue();
        assertThat(find.isWithin(owner, top, bottom)).isFalse();
        assertThat(find.isWithin(account().id(), bottom, top)).isFalse();
    }

    @Test
    void folders_and_files_are_renamed_and_moved() {
        Folder from = folder(owner, root, "from");
        Folder to = folder(owner, root, "to");
        Folder moved = folder(owner, from.id(), "moved");
        FileId file = file(owner, moved.id(), "file", blob);
        write(() -> {
            store.changeFolder(owner, moved.id(), new EntryName("renamed"), to.id());
            store.changeFile(owner, file, new EntryName("beside"), to.id());
        });

        assertThat(names(from.id())).isEmpty();
        assertThat(names(to.id())).containsExactly("renamed", "beside");
        assertThat(find.folder(owner, moved.id()).orElseThrow().parent()).contains(to.id());
        assertThat(find.file(owner, file).orElseThrow().folder()).isEqualTo(to.id());
    }

    @Test
    void the_root_stays_where_it_is_and_other_peoples_entries_too() {
        AccountId other = account().id();
        FileId file = file(owner, root, "mine", blob);

        assertThatThrownBy(() -> write(() -> store.trashFolder(owner, root))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(() -> store.changeFolder(owner, root, new EntryName("x"), root)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(() -> store.trashFile(other, file))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(() -> store.addVersion(other, file, World.version(blob))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(find.file(owner, file).orElseThrow().version()).isEqualTo(1);
    }

    /** F38: under the account's lock the second sees the first's entry, however many come at once. */
    @Test
    void of_many_that_make_the_same_folder_one_does() {
        EntryName name = new EntryName("wanted by all");
        List<Boolean> made = Crowd.run(
                20,
                n -> MYSQL.unitOfWork().run(() -> {
                    MYSQL.lockAccount().lock(owner);
                    if (find.child(owner, root, name).isPresent()) {
                        return false;
                    }
                    store.addFolder(owner, new Folder(new FolderId(World.id()), name, Optional.of(root), 1, NOW));
                    return true;
                }));

        assertThat(made).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void the_sum_of_an_accounts_versions_is_what_it_used() {
        MYSQL.unitOfWork()
                .run(() -> MYSQL.chargeQuota().use(owner, 3 * blob.plan().size()));
        FileId file = file(owner, root, "one", blob);
        file(owner, root, "two", blob);
        write(() -> store.addVersion(owner, file, World.version(blob)));

        long sum = World.RAW
                .sql("""
                SELECT COALESCE(SUM(v.size), 0) FROM file f JOIN file_version v ON v.file_id = f.id
                WHERE f.account_id = ? AND f.state <> 'PURGED'
                """)
                .param(Columns.bytes(owner.value()))
                .query(Long.class)
                .single();
        assertThat(MYSQL.storeAccount().find(owner).orElseThrow().usedBytes()).isEqualTo(sum);
    }
}
