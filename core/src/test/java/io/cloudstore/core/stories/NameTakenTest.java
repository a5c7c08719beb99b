package io.cloudstore.core.stories;

import static io.cloudstore.protocol.problem.ProblemCode.NAME_TAKEN;
import static io.cloudstore.protocol.problem.ProblemCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.core.drive.Conflict;
import io.cloudstore.core.drive.EntryName;
import io.cloudstore.core.drive.FileId;
import io.cloudstore.core.drive.Folder;
import io.cloudstore.core.memory.Bytes;
import io.cloudstore.core.upload.MergeOutcome.Merged;
import io.cloudstore.core.upload.UploadId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens when the name is taken: the policy chosen at opening, which never costs the content at completion. */
class NameTakenTest extends Story {
    private static final Bytes OTHER = Bytes.of(5, 10);

    @Test
    void rename_numbers_the_new_file() {
        ann.upload("report.pdf", SMALL);
        ann.upload("report.pdf", OTHER);
        ann.upload("report.pdf", OTHER);
        assertThat(ann.names()).containsExactly("report (2).pdf", "report (3).pdf", "report.pdf");
    }

    @Test
    void rename_says_that_it_renamed() {
        ann.upload("a", SMALL);
        assertThat(merge(ann.open("a", OTHER).id(), OTHER).renamed()).isTrue();
        assertThat(merge(ann.open("b", OTHER).id(), OTHER).renamed()).isFalse();
    }

    @Test
    void fail_refuses_at_opening() {
        ann.upload("a", SMALL);
        refused(NAME_TAKEN, () -> ann.open(ann.root(), "a", OTHER, Conflict.FAIL));
        assertThat(account(ann).reservedBytes()).isZero();
    }

    @Test
    void fail_falls_back_to_rename_when_the_name_was_taken_since() {
        UploadId upload = ann.open(ann.root(), "a", OTHER, Conflict.FAIL).id();
        ann.upload("a", SMALL);
        Merged merged = merge(upload, OTHER);
        assertThat(merged.renamed()).isTrue();
        assertThat(ann.names()).containsExactly("a", "a (2)");
        assertThat(ann.download(merged.file())).contains(OTHER);
    }

    @Test
    void replace_adds_a_version_to_the_file_and_the_old_one_stays_in_the_quota() {
        FileId file = ann.upload("a", SMALL);
        Instant made = server.browse.file(ann.account, file).createdAt();
        cloud.clock.pass(Duration.ofHours(1));
        FileId again = ann.upload(ann.root(), "a", OTHER, Conflict.REPLACE);
        assertThat(server.browse.file(ann.account, file).createdAt()).isEqualTo(made);
        assertThat(server.browse.file(ann.account, file).contentAt()).isEqualTo(made.plus(Duration.ofHours(1)));
        assertThat(again).isEqualTo(file);
        assertThat(server.browse.file(ann.account, file).version()).isEqualTo(2);
        assertThat(ann.download(file)).contains(OTHER);
        assertThat(account(ann).usedBytes()).isEqualTo(SMALL.length() + OTHER.length());
    }

    @Test
    void replace_without_a_file_of_that_name_makes_one() {
        ann.upload(ann.root(), "a", OTHER, Conflict.REPLACE);
        assertThat(ann.names()).containsExactly("a");
    }

    @Test
    void replace_refuses_a_folder_at_opening_and_goes_around_it_at_completion() {
        UploadId upload = ann.open(ann.root(), "a", OTHER, Conflict.REPLACE).id();
        server.createFolder.create(ann.account, ann.root(), new EntryName("a"));
        refused(NAME_TAKEN, () -> ann.open(ann.root(), "a", OTHER, Conflict.REPLACE));
        merge(upload, OTHER);
        assertThat(ann.names()).containsExactly("a", "a (2)");
    }

    @Test
    void a_folder_trashed_meanwhile_sends_the_file_to_the_nearest_living_one() {
        Folder outer = server.createFolder.create(ann.account, ann.root(), new EntryName("outer"));
        Folder middle = server.createFolder.create(ann.account, outer.id(), new EntryName("middle"));
        Folder inner = server.createFolder.create(ann.account, middle.id(), new EntryName("inner"));
        UploadId upload = ann.open(inner.id(), "a", SMALL, Conflict.FAIL).id();
        server.trash.folder(ann.account, middle.id());
        Merged merged = merge(upload, SMALL);
        assertThat(merged.renamed()).isTrue();
        assertThat(ann.names(outer.id())).containsExactly("a");

        UploadId toRoot = ann.open(outer.id(), "b", SMALL, Conflict.FAIL).id();
        server.trash.folder(ann.account, outer.id());
        assertThat(merge(toRoot, SMALL).renamed()).isTrue();
        assertThat(ann.names()).containsExactly("b");
    }

    @Test
    void opening_into_a_trashed_or_foreign_folder_is_not_found() {
        Folder folder = server.createFolder.create(ann.account, ann.root(), new EntryName("f"));
        refused(NOT_FOUND, () -> bob.open(folder.id(), "a", SMALL, Conflict.RENAME));
        server.trash.folder(ann.account, folder.id());
        refused(NOT_FOUND, () -> ann.open(folder.id(), "a", SMALL, Conflict.RENAME));
    }

    @Test
    void a_folder_full_of_copies_still_takes_one_more() {
        for (int i = 0; i < 52; i++) {
            ann.upload("a", SMALL);
        }
        List<String> names = ann.names();
        assertThat(names).hasSize(52).doesNotHaveDuplicates().allMatch(name -> name.startsWith("a"));
    }

    private Merged merge(UploadId upload, Bytes content) {
        ann.send(upload, content);
        Optional<Merged> merged = ann.complete(upload, content);
        return merged.orElseThrow();
    }
}
