package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.FORBIDDEN;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.Entry;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.FindTrash.Position;
import io.cloudstore.core.drive.FolderId;
import io.cloudstore.core.drive.Trashed;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.memory.Interceptor;
import io.cloudstore.core.work.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The trash, and what leaves for good. */
class PurgeTest extends Story {
    PurgeTest() {
        invariants.watch();
    }

    @Test
    void a_purged_file_gives_back_the_bytes_of_all_its_versions_at_once() {
        FileId file = upload("a", 10);
        replace("a", 20);
        assertThat(account(ann).usedBytes()).isEqualTo(30);
        purge(file);
        assertThat(account(ann).usedBytes()).isZero();
        assertThat(ann.names()).isEmpty();
        refused(NOT_FOUND, () -> purge(file));
        rest();
        assertThat(blobs()).isEmpty();
        assertThat(cloud.longTerm.keys()).isEmpty();
    }

    @Test
    void a_file_of_more_versions_than_a_call_drops_is_gone_at_once_and_dropped_by_and_by() {
        FileId file = upload("a", 1);
        for (int i = 2; i <= 205; i++) {
            replace("a", i);
        }
        purge(file);
        assertThat(ann.names()).isEmpty();
        assertThat(account(ann).usedBytes()).isPositive();
        server.drain();
        assertThat(account(ann).usedBytes()).isZero();
        rest();
    }

    @Test
    void a_purged_folder_is_gone_at_once_and_its_bytes_come_back_by_and_by() {
        FolderId top = folder(ann.root(), "top");
        FolderId below = folder(top, "below");
        for (int i = 0; i < 5; i++) {
            ann.upload(top, "t" + i, Bytes.of(i, 100), Conflict.FAIL);
            ann.upload(below, "b" + i, Bytes.of(i, 100), Conflict.FAIL);
            folder(below, "empty" + i);
        }
        FileId other = ann.upload("other", Bytes.of(1, 100));
        invariants.purged(top.value());
        server.purge.folder(ann.account, top);
        assertThat(ann.names()).containsExactly("other");
        refused(NOT_FOUND, () -> ann.names(below));
        refused(NOT_FOUND, () -> server.purge.folder(ann.account, top));
        server.drain();
        assertThat(account(ann).usedBytes()).isEqualTo(100);
        rest();
        assertThat(ann.download(other)).contains(Bytes.of(1, 100));
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void the_trash_lists_what_was_thrown_away_itself_the_newest_first() {
        FolderId folder = folder(ann.root(), "f");
        FileId inside = ann.upload(folder, "inside", Bytes.of(1, 7), Conflict.FAIL);
        ann.upload(folder, "below", SMALL, Conflict.FAIL);
        FileId other = ann.upload("other", Bytes.of(2, 9));
        trash(inside);
        server.trash.folder(ann.account, folder);
        trash(other);
        assertThat(trashed()).extracting(Trashed::id).containsExactly(other.value(), folder.value(), inside.value());
        assertThat(trashed())
                .extracting(Trashed::size)
                .containsExactly(OptionalLong.of(9), OptionalLong.empty(), OptionalLong.of(7));
        assertThat(server.inTrash.list(bob.account, Optional.empty(), 10)).isEmpty();
        assertThat(pages(1)).isEqualTo(trashed());
    }

    @Test
    void what_is_in_the_trash_is_purged_by_its_id() {
        FolderId folder = folder(ann.root(), "f");
        ann.upload(folder, "below", SMALL, Conflict.FAIL);
        FileId file = upload("a", 10);
        trash(file);
        server.trash.folder(ann.account, folder);
        purge(file);
        invariants.purged(folder.value());
        server.purge.folder(ann.account, folder);
        assertThat(trashed()).isEmpty();
        server.drain();
        assertThat(account(ann).usedBytes()).isZero();
        rest();
    }

    @Test
    void an_emptied_trash_is_empty_at_once_and_what_is_thrown_away_later_stays() {
        FolderId folder = folder(ann.root(), "f");
        FileId below = ann.upload(folder, "below", Bytes.of(4, 40), Conflict.FAIL);
        FileId gone = upload("gone", 10);
        FileId later = upload("later", 20);
        trash(gone);
        server.trash.folder(ann.account, folder);
        empty();
        assertThat(trashed()).isEmpty();
        trash(later);
        assertThat(trashed()).extracting(Trashed::id).containsExactly(later.value());
        refused(NOT_FOUND, () -> server.restore.restore(ann.account, folder.value()));
        refused(NOT_FOUND, () -> server.browse.file(ann.account, below));
        server.drain();
        assertThat(account(ann).usedBytes()).isEqualTo(20);
        rest();
        restored(later);
        assertThat(ann.names()).containsExactly("later");
    }

    /** The second call finds the job of the first at work, or done: either way all that lies there now goes. */
    @Test
    void a_trash_emptied_again_while_it_is_being_emptied_is_empty() {
        trash(upload("a", 10));
        empty();
        trash(upload("b", 20));
        empty();
        server.drain();
        trash(upload("c", 30));
        empty();
        server.drain();
        assertThat(account(ann).usedBytes()).isZero();
        rest();
    }

    @Test
    void a_restored_file_is_back_under_its_name_or_the_next_free_one() {
        FileId first = upload("a.txt", 10);
        trash(first);
        upload("a.txt", 20);
        restored(first);
        assertThat(ann.names()).containsExactly("a (2).txt", "a.txt");
        assertThat(trashed()).isEmpty();
        refused(NOT_FOUND, () -> restored(first));
    }

    @Test
    void what_lay_in_a_folder_that_is_gone_comes_back_to_the_nearest_one_above() {
        FolderId top = folder(ann.root(), "top");
        FolderId below = folder(top, "below");
        FileId file = ann.upload(below, "a", SMALL, Conflict.FAIL);
        trash(file);
        server.trash.folder(ann.account, below);
        restored(file);
        assertThat(ann.names(top)).containsExactly("a");
        server.restore.restore(ann.account, below.value());
        assertThat(ann.names(top)).containsExactly("below", "a");
    }

    @Test
    void other_peoples_things_are_neither_purged_nor_restored() {
        FileId file = upload("a", 10);
        FolderId folder = folder(ann.root(), "f");
        refused(NOT_FOUND, () -> server.purge.file(bob.account, file));
        refused(NOT_FOUND, () -> server.purge.folder(bob.account, folder));
        trash(file);
        refused(NOT_FOUND, () -> server.restore.restore(bob.account, file.value()));
        refused(NOT_FOUND, () -> server.purge.file(ann.account, new FileId(new UUID(0, 1))));
    }

    @Test
    void the_root_is_not_purged() {
        refused(FORBIDDEN, () -> server.purge.folder(ann.account, ann.root()));
    }

    /** F36: the purge comes while the transfer is between copying and its flip. */
    @Test
    void a_file_purged_while_its_content_is_moved_stays_gone_and_leaves_nothing() {
        FileId file = ann.upload("a", LARGE);
        cloud.queue.lose();
        var slow = cloud.server(Interceptor.once("LongTermStore.complete", false, () -> {
            purge(file);
            server.drain();
            sweepOnce();
        }));
        slow.transfer.transfer(
                blob().id(), new Budget(cloud.clock, cloud.clock.instant().plusSeconds(60)));
        assertThat(account(ann).usedBytes()).isZero();
        rest();
        assertThat(blobs()).isEmpty();
        assertThat(cloud.longTerm.keys()).isEmpty();
    }

    /** An upload still under way into a purged folder is not lost: it becomes a file in the root. */
    @Test
    void what_arrives_for_a_purged_folder_goes_to_the_nearest_one_above() {
        FolderId folder = folder(ann.root(), "f");
        var upload = ann.open(folder, "a", SMALL, Conflict.FAIL);
        ann.send(upload.id(), SMALL);
        invariants.purged(folder.value());
        server.purge.folder(ann.account, folder);
        server.drain();
        assertThat(ann.names()).containsExactly("a");
        rest();
        assertThat(ann.names()).containsExactly("a");
    }

    private FileId upload(String name, long size) {
        return ann.upload(name, Bytes.of(3, size));
    }

    private void replace(String name, long size) {
        ann.upload(ann.root(), name, Bytes.of(3, size), Conflict.REPLACE);
    }

    private FolderId folder(FolderId parent, String name) {
        return server.createFolder
                .create(ann.account, parent, new EntryName(name))
                .id();
    }

    private void trash(FileId file) {
        cloud.clock.pass(Duration.ofSeconds(1));
        server.trash.file(ann.account, file);
        cloud.clock.pass(Duration.ofSeconds(1));
    }

    private void purge(FileId file) {
        invariants.purged(file.value());
        server.purge.file(ann.account, file);
    }

    private void empty() {
        invariants.purged(ann.account.value());
        server.purge.trash(ann.account);
    }

    private Entry restored(FileId file) {
        return server.restore.restore(ann.account, file.value());
    }

    private List<Trashed> trashed() {
        return server.inTrash.list(ann.account, Optional.empty(), 100);
    }

    private List<Trashed> pages(int limit) {
        List<Trashed> all = new ArrayList<>();
        Optional<Position> after = Optional.empty();
        for (var page = server.inTrash.list(ann.account, after, limit);
                !page.isEmpty();
                page = server.inTrash.list(ann.account, after, limit)) {
            all.addAll(page);
            after = Optional.of(
                    new Position(page.getLast().trashedAt(), page.getLast().id()));
        }
        return all;
    }

    private void rest() {
        cloud.settle(server, invariants);
    }
}
