package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.FOLDER_CYCLE;
import static io.cloudstore.protocol.problem.ProblemCode.FOLDER_TOO_DEEP;
import static io.cloudstore.protocol.problem.ProblemCode.FORBIDDEN;
import static io.cloudstore.protocol.problem.ProblemCode.NAME_TAKEN;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindEntries.Position;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.drive.FolderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Folders and files: made, renamed, moved, trashed. The tree stays a tree, names stay unique among siblings. */
class DriveTest extends Story {
    @Test
    void a_path_leads_to_its_entry() {
        Folder music = folder(ann.root(), "music");
        FileId song = ann.upload(music.id(), "song.ogg", SMALL, Conflict.FAIL);
        Entry there = server.browse.at(ann.account, List.of(new EntryName("music"), new EntryName("song.ogg")));
        assertThat(((Entry.Item) there).file().id()).isEqualTo(song);
        refused(
                NOT_FOUND,
                () -> server.browse.at(
                        ann.account, List.of(new EntryName("music"), new EntryName("song.ogg"), new EntryName("x"))));
    }

    @Test
    void a_list_shows_folders_first_then_files_each_by_bytes_and_in_pages_each_once() {
        folder(ann.root(), "zebra");
        folder(ann.root(), "Zoo");
        for (String name : List.of("b", "a", "ä", "B", "a2")) {
            ann.upload(name, SMALL);
        }
        List<String> all = ann.names();
        assertThat(all).containsExactly("Zoo", "zebra", "B", "a", "a2", "b", "ä");
        List<String> paged = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        for (var page = page(after); !page.isEmpty(); page = page(after)) {
            page.forEach(entry -> paged.add(entry.name().value()));
            Entry last = page.getLast();
            after = Optional.of(new Position(last instanceof Entry.Sub, last.name()));
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void siblings_never_share_a_name() {
        folder(ann.root(), "a");
        FileId file = ann.upload("b", SMALL);
        refused(NAME_TAKEN, () -> folder(ann.root(), "a"));
        refused(NAME_TAKEN, () -> folder(ann.root(), "b"));
        refused(NAME_TAKEN, () -> server.changeFile.change(ann.account, file, name("a"), Optional.empty()));
        server.trash.file(ann.account, file);
        folder(ann.root(), "b");
    }

    /** F38. */
    @Test
    void a_folder_does_not_move_into_itself_or_below() {
        Folder outer = folder(ann.root(), "outer");
        Folder inner = folder(outer.id(), "inner");
        refused(FOLDER_CYCLE, () -> move(outer, outer.id()));
        refused(FOLDER_CYCLE, () -> move(outer, inner.id()));
        assertThat(move(inner, ann.root()).depth()).isEqualTo(1);
        assertThat(move(outer, inner.id()).depth()).isEqualTo(2);
    }

    @Test
    void folders_lie_sixty_four_deep_and_no_deeper_however_they_get_there() {
        FolderId at = ann.root();
        for (int depth = 1; depth <= 64; depth++) {
            at = folder(at, "d").id();
        }
        FolderId deepest = at;
        refused(FOLDER_TOO_DEEP, () -> folder(deepest, "d"));
        Folder other = folder(ann.root(), "other");
        Folder below = folder(other.id(), "below");
        refused(FOLDER_TOO_DEEP, () -> move(other, deepest));
        refused(FOLDER_TOO_DEEP, () -> move(below, deepest));
    }

    @Test
    void the_root_stays() {
        refused(FORBIDDEN, () -> server.trash.folder(ann.account, ann.root()));
        refused(FORBIDDEN, () -> server.changeFolder.change(ann.account, ann.root(), name("x"), Optional.empty()));
    }

    @Test
    void renaming_to_the_same_name_changes_nothing_and_moving_keeps_the_name() {
        Folder folder = folder(ann.root(), "f");
        FileId file = ann.upload("a", SMALL);
        server.changeFile.change(ann.account, file, name("a"), Optional.empty());
        server.changeFile.change(ann.account, file, Optional.empty(), Optional.of(folder.id()));
        server.changeFolder.change(ann.account, folder.id(), name("g"), Optional.empty());
        assertThat(ann.names()).containsExactly("g");
        assertThat(ann.names(folder.id())).containsExactly("a");
        assertThat(ann.download(file)).contains(SMALL);
    }

    @Test
    void what_lies_below_a_trashed_folder_is_not_found() {
        Folder folder = folder(ann.root(), "f");
        Folder inner = folder(folder.id(), "g");
        FileId file = ann.upload(inner.id(), "a", SMALL, Conflict.FAIL);
        server.trash.folder(ann.account, folder.id());
        refused(NOT_FOUND, () -> server.browse.file(ann.account, file));
        refused(NOT_FOUND, () -> ann.download(file));
        refused(NOT_FOUND, () -> server.browse.folder(ann.account, inner.id()));
        refused(NOT_FOUND, () -> server.trash.folder(ann.account, folder.id()));
        refused(NOT_FOUND, () -> folder(inner.id(), "h"));
    }

    @Test
    void other_peoples_things_are_not_found_nor_moved_into() {
        Folder anns = folder(ann.root(), "f");
        Folder bobs = server.createFolder.create(bob.account, bob.root(), new EntryName("b"));
        refused(NOT_FOUND, () -> server.browse.folder(bob.account, anns.id()));
        refused(NOT_FOUND, () -> server.trash.folder(bob.account, anns.id()));
        refused(
                NOT_FOUND,
                () -> server.changeFolder.change(bob.account, bobs.id(), Optional.empty(), Optional.of(anns.id())));
        FileId file = ann.upload("a", SMALL);
        refused(NOT_FOUND, () -> server.changeFile.change(ann.account, file, Optional.empty(), Optional.of(bobs.id())));
    }

    private Folder folder(FolderId parent, String name) {
        return server.createFolder.create(ann.account, parent, new EntryName(name));
    }

    private Folder move(Folder folder, FolderId to) {
        return server.changeFolder.change(ann.account, folder.id(), Optional.empty(), Optional.of(to));
    }

    private List<Entry> page(Optional<Position> after) {
        return server.browse.list(ann.account, ann.root(), after, 2);
    }

    private static Optional<EntryName> name(String name) {
        return Optional.of(new EntryName(name));
    }
}
